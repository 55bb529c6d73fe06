import { Button, Loader, Text, UnstyledButton } from '@mantine/core'
import { IconRotate2 } from '@tabler/icons-react'
import { LocalTime } from '#components/ui/local-time.tsx'
import type { ShownDiffOutcome } from '#lib/mappings/diff-revisions.ts'
import type { ListedRevision } from '#lib/mappings/list-revisions.ts'
import classes from './history.module.css'
import type { HistoryActions } from './mapping-actions.ts'
import { ScopeDiffView } from './scope-diff-view.tsx'
import type { History } from './use-history.ts'
import { useRevisionDiff } from './use-revision-diff.ts'

type Props = {
  licence: string | null
  actions: HistoryActions
  history: History
  revision: ListedRevision
  /** The revision before it, when the list has it. */
  previous: number | null
  isInForce: boolean
  isOpen: boolean
  onOpen: () => void
}

/** One change: who, when, what; open, with its difference to the one before and the way back. */
export function RevisionEntry(props: Props) {
  const { revision, isInForce, isOpen, onOpen } = props
  const { id, at, actor, what } = revision
  return (
    <section className={classes.entry} aria-label={`Revision ${id}`} data-open={isOpen || undefined}>
      <UnstyledButton className={classes.summary} aria-expanded={isOpen} onClick={onOpen}>
        <span className={classes.when}>
          <strong>r{id}</strong> <LocalTime at={at} withDay />
          {isInForce && <span className={classes.inForce}>in force</span>}
        </span>
        <span className={classes.what}>
          <span className={classes.actor}>{actor}</span> {what}
        </span>
      </UnstyledButton>
      {isOpen && <OpenRevision {...props} />}
    </section>
  )
}

function OpenRevision({ licence, actions, history, revision, previous, isInForce }: Props) {
  const outcome = useRevisionDiff(actions.diff, { licence, to: revision.id })
  const target = isInForce ? previous : revision.id
  return (
    <>
      <RevisionDiff outcome={outcome} none="No mapping was changed." />
      {target !== null && (
        <>
          <Button
            fullWidth
            mt={10}
            variant="default"
            leftSection={<IconRotate2 size={15} aria-hidden />}
            loading={history.isRollingBack}
            onClick={() => history.rollBack(target)}
          >
            Roll back to r{target}
          </Button>
          <Text size="xs" c="dimmed" mt={6}>
            Makes a new revision with the mappings, RPC_SERVER_IP and file of r{target}. Deliveries already
            made keep their URL; you can resend them after.
          </Text>
        </>
      )}
    </>
  )
}

export function RevisionDiff({ outcome, none }: { outcome: ShownDiffOutcome | null; none: string }) {
  if (outcome === null) return <Loader size="xs" mt={8} role="status" aria-label="The difference is read" />
  if (!outcome.ok) return <p role="alert">{outcome.reason}</p>
  return (
    <>
      <ScopeDiffView diff={outcome.diff} none={none} />
      {!outcome.isSameFile && (
        <Text size="xs" c="dimmed" mt={6}>
          An export starts from another file.
        </Text>
      )}
    </>
  )
}
