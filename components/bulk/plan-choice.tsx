import { Checkbox } from '@mantine/core'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { BulkPlan } from '#lib/bulk/plan-run.ts'
import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import classes from './bulk.module.css'
import type { Choice } from './plan-choices.ts'
import { count } from './say-run.ts'

const STATUS_HINTS: Record<DeliveryStatus, string> = {
  failed: 'given up',
  pending: 'wait for their retry: they go now instead',
  held: 'left out: they go out by themselves',
  succeeded: 'succeeded already: the receiver gets them again',
  cancelled: 'were ended by hand',
}

/** The parts of a plan, each with its count, to be left out or taken in. */
export function PlanChoice(props: {
  plan: BulkPlan
  choices: Choice[]
  chosen: string[]
  onChange: (chosen: string[]) => void
}) {
  const { plan, choices, chosen, onChange } = props
  return (
    <Checkbox.Group
      value={chosen}
      onChange={onChange}
      aria-label={plan.kind === 'resend' ? 'Which of them' : 'Which event types'}
    >
      <ul className={classes.choices}>
        {choices.map(({ value, count: number, isClosed }) => (
          <li key={value}>
            <Checkbox
              value={value}
              disabled={isClosed}
              classNames={{ body: classes.box }}
              label={
                <span className={classes.choice}>
                  <span className={classes.number}>{count(number)}</span>
                  <Part plan={plan} value={value} />
                </span>
              }
            />
          </li>
        ))}
      </ul>
    </Checkbox.Group>
  )
}

function Part({ plan, value }: { plan: BulkPlan; value: string }) {
  const status =
    plan.kind === 'resend' ? plan.byStatus.find((one) => one.status === value)?.status : undefined
  if (status === undefined) return <code>{value}</code>
  return (
    <>
      <StatusBadge status={status} />
      <span className={classes.dimmed}>{STATUS_HINTS[status]}</span>
    </>
  )
}
