import { useState } from 'react'
import { AddChatServerForm } from '#components/chat-servers/add-chat-server-form.tsx'
import type { AddChatServer, FreshIngestUrl as Fresh } from '#components/chat-servers/chat-server-actions.ts'
import { FreshIngestUrl } from '#components/chat-servers/fresh-ingest-url.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { FirstRun } from '#lib/mappings/first-run.ts'
import { Step, type StepState } from './step.tsx'
import classes from './three-steps.module.css'

export function ChatServerStep(props: { state: StepState; firstRun: FirstRun; add: AddChatServer }) {
  const { state, firstRun, add } = props
  const { chatServers, firstCallAt } = firstRun
  const [fresh, setFresh] = useState<Fresh | null>(null)
  return (
    <Step
      number={2}
      state={state}
      title="Let the chat server call Bellhop"
      text="Each chat server has an ingest URL of its own. It is shown in full only once; keep it as you would a password."
      doneAt={firstCallAt}
    >
      {fresh && (
        <div className={classes.inset}>
          <FreshIngestUrl fresh={fresh} />
        </div>
      )}
      {!fresh && chatServers.length === 0 && (
        <div className={classes.inset}>
          <AddChatServerForm add={add} onAdded={setFresh} isMain={state === 'now'} />
        </div>
      )}
      {chatServers.length > 0 && firstCallAt === null && (
        <div role="status" className={classes.waiting}>
          <span>
            Waiting for the first call from <strong>{chatServers.map((one) => one.name).join(', ')}</strong>…
          </span>
          <span className={classes.dimmed}>At its start it sends LICENCE_INFO for every licence.</span>
        </div>
      )}
      {!fresh && chatServers.length > 0 && <TextLink href="/chat-servers">Show the chat servers</TextLink>}
    </Step>
  )
}
