import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { LocalTime } from '#components/ui/local-time.tsx'
import classes from './three-steps.module.css'

export type StepState = 'done' | 'now' | 'next'

/** One step: its number or a check, what it is for, and what to do. `doneAt`: ISO, when it is known. */
export function Step(props: {
  number: number
  state: StepState
  title: string
  text: ReactNode
  doneAt?: string | null
  children?: ReactNode
}) {
  const { number, state, title, text, doneAt, children } = props
  return (
    <section className={classes.step} data-state={state} aria-label={`Step ${number}: ${title}`}>
      <span className={classes.number}>
        {state === 'done' ? <IconCheck size={16} aria-hidden /> : number}
      </span>
      <div className={classes.body}>
        <div className={classes.titleRow}>
          <h3 className={classes.title}>{title}</h3>
          <span className={classes.state}>
            {state === 'done' && (
              <>
                <IconCheck size={14} aria-hidden /> Done {doneAt && <LocalTime at={doneAt} />}
              </>
            )}
            {state === 'now' && 'Now'}
            {state === 'next' && 'Next'}
          </span>
        </div>
        <div className={classes.dimmed}>{text}</div>
        {children}
      </div>
    </section>
  )
}
