import { Button, Text } from '@mantine/core'
import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import { LocalTime } from '#components/ui/local-time.tsx'
import { sayDone } from '#components/ui/toast/toast.tsx'
import { CHARSETS } from '#lib/livechat/charset.ts'
import { CALLS_LOOKED_AT, LIVE_TOKENS } from '#lib/mappings/limits.ts'
import type { ListedChatServer } from '#lib/mappings/list-chat-servers.ts'
import type { ChatServerActions, FreshIngestUrl } from './chat-server-actions.ts'
import { ChatServerSettingsForm } from './chat-server-settings-form.tsx'
import classes from './chat-servers.module.css'

type Props = {
  chatServer: ListedChatServer
  actions: ChatServerActions
  onFresh: (fresh: FreshIngestUrl, note: string) => void
  isEdited: boolean
  onEdit: (isEdited: boolean) => void
}

/** One chat server: when it called last, its live ingest URLs, and the deeds. */
export function ChatServerItem({ chatServer, actions, onFresh, isEdited, onEdit }: Props) {
  const { id, name, charset, answerStatus, answerText, tokensMadeAt, lastCall } = chatServer
  const [asked, setAsked] = useState<'new URL' | 'removal' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, start] = useTransition()
  const run = (deed: () => Promise<{ ok: true } | { ok: false; reason: string }>) => {
    setProblem(null)
    start(async () => {
      const outcome = await deed()
      setAsked(null)
      if (!outcome.ok) setProblem(outcome.reason)
    })
  }
  const rotate = () =>
    run(async () => {
      const outcome = await ask(actions.rotate, { id, name })
      if (outcome.ok) onFresh(outcome, sayRotated(outcome.ended))
      return outcome
    })
  return (
    <li className={classes.item}>
      <span className={classes.name}>{name}</span>
      <span className={`${classes.dimmed} ${classes.info}`}>
        {CHARSETS.find(({ value }) => value === charset)?.label ?? charset}
        {(answerStatus !== 200 || answerText !== null) && (
          <div>
            answers {answerStatus}
            {answerText !== null && ', own text'}
          </div>
        )}
      </span>
      <span className={classes.info}>
        {lastCall ? (
          <>
            last call <LocalTime withDay at={lastCall.at} />
            {lastCall.outcome === 'rejected' && ', rejected'}
          </>
        ) : (
          <span className={classes.dimmed}>
            none in the last {CALLS_LOOKED_AT.toLocaleString('en')} calls
          </span>
        )}
        <div className={classes.dimmed}>
          {tokensMadeAt.length === 1 ? '1 ingest URL' : `${tokensMadeAt.length} ingest URLs`} live
          {tokensMadeAt[0] && (
            <>
              , newest of <LocalTime withDay at={tokensMadeAt[0]} />
            </>
          )}
        </div>
      </span>
      <span className={classes.deeds}>
        {tokensMadeAt.length > 1 && (
          <Button
            variant="default"
            size="compact-xs"
            loading={isWorking}
            onClick={() => run(() => ask(actions.endOld, { id }))}
          >
            End the old URL
          </Button>
        )}
        <Button
          variant="default"
          size="compact-xs"
          loading={isWorking}
          onClick={tokensMadeAt.length < LIVE_TOKENS ? rotate : () => setAsked('new URL')}
        >
          New ingest URL
        </Button>
        <Button variant="default" size="compact-xs" onClick={() => onEdit(true)}>
          Edit
        </Button>
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setAsked('removal')}>
          Remove
        </Button>
      </span>
      {asked === 'removal' && (
        <Confirm
          text={`Remove ${name}? Its ingest URLs end at once: what it sends then is answered 404 and lost. Its calls stay in the log.`}
          deed={`Remove ${name}`}
          isWorking={isWorking}
          onConfirm={() =>
            run(async () => {
              const outcome = await ask(actions.remove, { id })
              if (outcome.ok) sayDone(`${outcome.name} is removed. Its calls stay in the log.`)
              return outcome
            })
          }
          onLeave={() => setAsked(null)}
        />
      )}
      {asked === 'new URL' && (
        <Confirm
          text={`${name} has two live ingest URLs, which is the most. A new one ends the oldest: calls to it are answered 404 and lost.`}
          deed="End the oldest and make a new one"
          isWorking={isWorking}
          onConfirm={rotate}
          onLeave={() => setAsked(null)}
        />
      )}
      {isEdited && (
        <ChatServerSettingsForm
          chatServer={chatServer}
          update={actions.update}
          onClose={() => onEdit(false)}
        />
      )}
      {problem && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)" style={{ gridColumn: '1 / -1' }}>
          {problem}
        </Text>
      )}
    </li>
  )
}

function Confirm(props: {
  text: string
  deed: string
  isWorking: boolean
  onConfirm: () => void
  onLeave: () => void
}) {
  return (
    <div className={classes.confirm} role="alertdialog" aria-label={props.deed}>
      <span>{props.text}</span>
      <Button variant="default" size="compact-xs" onClick={props.onLeave}>
        Leave it
      </Button>
      <Button color="red" size="compact-xs" loading={props.isWorking} onClick={props.onConfirm}>
        {props.deed}
      </Button>
    </div>
  )
}

function sayRotated(ended: number): string {
  return ended === 0
    ? 'The URL before it works on until you end it.'
    : 'The oldest URL has ended; the one before this works on until you end it.'
}
