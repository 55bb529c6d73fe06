'use client'

import { useInterval } from '@mantine/hooks'
import type { AddChatServer } from '#components/chat-servers/chat-server-actions.ts'
import type { SendTestEvent } from '#components/mappings/mapping-actions.ts'
import { Logo } from '#components/shell/logo.tsx'
import { useRefresh } from '#components/ui/use-refresh.ts'
import type { FirstRun } from '#lib/mappings/first-run.ts'
import { ChatServerStep } from './chat-server-step.tsx'
import { MappingsStep } from './mappings-step.tsx'
import { TestEventStep } from './test-event-step.tsx'
import classes from './three-steps.module.css'

const LOOK_AGAIN_MS = 5000

/** In place of an empty log: the way to the first event. It follows what happens by itself. */
export function ThreeSteps(props: {
  firstRun: FirstRun
  licences: readonly string[]
  addChatServer: AddChatServer
  sendTestEvent: SendTestEvent
}) {
  const { firstRun, licences, addChatServer, sendTestEvent } = props
  const { refresh } = useRefresh()
  useInterval(() => document.hidden || refresh(), LOOK_AGAIN_MS, { autoInvoke: true })
  const done = [firstRun.mappings > 0, firstRun.firstCallAt !== null, firstRun.firstTestAt !== null]
  const now = done.indexOf(false)
  const stateOf = (step: number) => (done[step] ? 'done' : step === now ? 'now' : 'next')
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <span className={classes.logo}>
          <Logo size={46} />
        </span>
        <div className={classes.headText}>
          <h2 className={classes.headline}>Three steps to the first event</h2>
          <div className={classes.dimmed}>
            About five minutes. The chat server is restarted once, and never again for a URL.
          </div>
        </div>
        <div className={classes.progress}>
          <strong>{done.filter(Boolean).length} of 3 done</strong>
          <div className={classes.bars} aria-hidden>
            {done.map((isDone, step) => (
              <span key={step} data-state={isDone ? 'done' : step === now ? 'now' : 'next'} />
            ))}
          </div>
        </div>
      </div>
      <MappingsStep state={stateOf(0)} firstRun={firstRun} />
      <ChatServerStep state={stateOf(1)} firstRun={firstRun} add={addChatServer} />
      <TestEventStep
        state={stateOf(2)}
        firstRun={firstRun}
        licences={licences}
        sendTestEvent={sendTestEvent}
      />
    </div>
  )
}
