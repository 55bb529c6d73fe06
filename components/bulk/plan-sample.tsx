import { sayLastAnswer } from '#components/deliveries/last-answer.ts'
import { LocalTime } from '#components/ui/local-time.tsx'
import type { BulkPlan } from '#lib/bulk/plan-run.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './bulk.module.css'

/** The newest of a plan, so that one sees what it is about. */
export function PlanSample({ plan }: { plan: BulkPlan }) {
  const rows =
    plan.kind === 'resend'
      ? plan.sample.map((row) => ({ ...row, said: sayLastAnswer(row) }))
      : plan.sample.map((row) => ({ ...row, said: '' }))
  return (
    <section aria-label="The newest">
      <h3 className={classes.small}>The newest</h3>
      <ul className={classes.sample}>
        {rows.map((row) => (
          <li key={row.id}>
            <LocalTime at={row.receivedAt} withDay />
            <code className={classes.cut}>{row.eventType}</code>
            <span className={classes.dimmed}>{row.licence === null ? '' : showText(row.licence)}</span>
            <span className={classes.cut}>{row.said}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
