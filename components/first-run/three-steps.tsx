'use client'

import { Button } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { useState, useTransition } from 'react'
import type { AddChatServer } from '#components/chat-servers/chat-server-actions.ts'
import type { SendTestEvent } from '#components/mappings/mapping-actions.ts'
import { Logo } from '#components/shell/logo.tsx'
import { type Ask, ask } from '#components/ui/ask.ts'
import { FormError } from '#components/ui/form-error.tsx'
import { useRefresh } from '#components/ui/use-refresh.ts'
import type { FirstRun } from '#lib/mappings/first-run.ts'
import { ChatServerStep } from './chat-server-step.tsx'
import { MappingsStep } from './mappings-step.tsx'
import { TestEventStep } from './test-event-step.tsx'
import classes from './three-steps.module.css'

const LOOK_AGAIN_MS = 5000

/** What is next, in the words of each step. */
const STEPS = ['say where events go', 'let the chat server call Bellhop', 'send a test event']

/**
 * In place of an empty log: the way to the first event. It follows what happens by itself. Over the first deliveries it is a
 * line as long as a step is undone, which opens.
 */
export function ThreeSteps(props: {
  firstRun: FirstRun
  /** There is no delivery yet. */
  isAlone: boolean
  licences: readonly string[]
  addChatServer: AddChatServer
  sendTestEvent: SendTestEvent
  dismiss: Ask<Record<string, never>, { ok: true }>
}) {
  const { firstRun, isAlone, licences, addChatServer, sendTestEvent, dismiss } = props
  const { refresh } = useRefresh()
  // Whoever is in the middle of them when the first delivery comes goes on with them.
  const [isOpen, setOpen] = useState(isAlone)
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, start] = useTransition()
  useInterval(() => document.hidden || !isOpen || refresh(), LOOK_AGAIN_MS, { autoInvoke: true })
  const end = () =>
    start(async () => {
      const outcome = await ask(dismiss, {})
      setProblem('reason' in outcome ? outcome.reason : null)
    })
  const done = [firstRun.mappings > 0, firstRun.firstCallAt !== null, firstRun.firstTestAt !== null]
  const now = done.indexOf(false)
  const deeds = !isAlone && (
    <div className={classes.deeds}>
      <Button variant="default" size="xs" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Hide the steps' : 'Show the steps'}
      </Button>
      <Button variant="subtle" color="gray" size="xs" loading={isWorking} onClick={end}>
        Dismiss
      </Button>
      <FormError reason={problem} />
    </div>
  )
  if (!isOpen) {
    return (
      <section className={classes.brief} aria-label="First steps">
        <span>
          <strong>{done.filter(Boolean).length} of 3 first steps done.</strong>{' '}
          {now !== -1 && `Next: ${STEPS[now]}.`}
        </span>
        {deeds}
      </section>
    )
  }
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
      {deeds}
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
