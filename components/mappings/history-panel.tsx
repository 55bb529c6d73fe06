import { Anchor, Button, CloseButton, Loader } from '@mantine/core'
import { parseAsBoolean, parseAsInteger, useQueryStates } from 'nuqs'
import { useEffect, useRef } from 'react'
import { LocalTime } from '#components/ui/local-time.tsx'
import { CompareRevisions } from './compare-revisions.tsx'
import classes from './history.module.css'
import type { HistoryActions } from './mapping-actions.ts'
import { RevisionEntry } from './revision-entry.tsx'
import { ScopeDiffView } from './scope-diff-view.tsx'
import { type History, useHistory } from './use-history.ts'

const PARAMS = {
  revision: parseAsInteger,
  compare: parseAsBoolean.withDefault(false),
  from: parseAsInteger,
  to: parseAsInteger,
}

/** Every change of a scope, what it changed, and the way back. Beside the table; on small screens over it. */
export function HistoryPanel(props: {
  licence: string | null
  actions: HistoryActions
  changes: string
  onClose: () => void
}) {
  const { licence, actions, changes, onClose } = props
  const [shown, setShown] = useQueryStates(PARAMS)
  const history = useHistory(licence, actions, changes, shown.revision)
  const title = licence === null ? 'History of the defaults' : `History of ${licence}`
  const close = () => {
    setShown({ revision: null, compare: null, from: null, to: null })
    onClose()
  }
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus({ preventScroll: true }), [])
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      className={classes.panel}
      aria-label={title}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && close()}
    >
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <CloseButton aria-label="Close the history" onClick={close} />
      </div>
      <Refusal history={history} />
      <Entries
        {...{ licence, actions, history }}
        opened={shown.revision}
        onOpen={(revision) => setShown({ revision })}
      />
      {(history.revisions?.length ?? 0) > 1 && (
        <div className={classes.foot}>
          {history.older !== null && (
            <Button variant="default" size="xs" loading={history.isReading} onClick={history.readOlder}>
              Show older revisions
            </Button>
          )}
          <Anchor
            component="button"
            type="button"
            size="sm"
            aria-expanded={shown.compare}
            onClick={() => setShown({ compare: !shown.compare || null, from: null, to: null })}
          >
            Compare any two revisions
          </Anchor>
          {shown.compare && (
            <CompareRevisions
              {...{ licence, actions, history }}
              from={shown.from}
              to={shown.to}
              onChoose={(chosen) => setShown(chosen)}
            />
          )}
        </div>
      )}
    </aside>
  )
}

function Entries(props: {
  licence: string | null
  actions: HistoryActions
  history: History
  opened: number | null
  onOpen: (revision: number) => void
}) {
  const { licence, actions, history, opened, onOpen } = props
  const { revisions, problem, readAgain, isReading } = history
  if (problem !== null) {
    return (
      <div role="alert" className={classes.entry}>
        The history could not be read: {problem}{' '}
        <Button variant="default" size="compact-xs" loading={isReading} onClick={readAgain}>
          Try again
        </Button>
      </div>
    )
  }
  if (revisions === null) {
    return (
      <div className={classes.entry}>
        <Loader size="xs" role="status" aria-label="The history is read" />
      </div>
    )
  }
  if (revisions.length === 0) return <div className={classes.entry}>Nothing was changed here yet.</div>
  const isListed = revisions.some(({ id }) => id === opened)
  return revisions.map((revision, at) => (
    <RevisionEntry
      key={revision.id}
      {...{ licence, actions, history, revision }}
      previous={revisions[at + 1]?.id ?? null}
      isInForce={at === 0}
      isOpen={isListed ? revision.id === opened : at === 0}
      onOpen={() => onOpen(revision.id)}
    />
  ))
}

/** Somebody else was faster than a roll-back: who, when, and how what is in force differs from what was seen. */
function Refusal({ history: { refused } }: { history: History }) {
  if (refused === null) return null
  const { reason, conflict } = refused
  return (
    <div role="alert" className={classes.refused}>
      <strong>{reason}</strong>
      {conflict && (
        <>
          <span>
            Revision {conflict.by.id}, <LocalTime at={conflict.by.at} withDay />, changed:
          </span>
          <ScopeDiffView diff={conflict.diff} none="The mappings are as they were." />
        </>
      )}
    </div>
  )
}
