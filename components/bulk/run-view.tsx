'use client'

import { Progress } from '@mantine/core'
import { Follow } from '#components/log/follow.tsx'
import { LocalTime } from '#components/ui/local-time.tsx'
import { showUrl } from '#components/ui/shown-url.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import type { RunDetail } from '#lib/bulk/get-run.ts'
import { DELIVERY_STATUS_LABELS, type DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import classes from './bulk.module.css'
import type { CancelRun } from './bulk-actions.ts'
import { CancelRunButton } from './cancel-run-button.tsx'
import { RunBadge, sayWhat } from './run-table.tsx'
import { count, RUN_OUTCOMES, sayLasting, sayProgress } from './say-run.ts'

const SHOWN: readonly DeliveryStatus[] = ['succeeded', 'failed', 'pending', 'held', 'cancelled']

/** A bulk run: how far it is, what became of its deliveries so far, and the button that ends it. */
export function RunView(props: {
  run: RunDetail
  urls: Readonly<Record<string, string>>
  cancel: CancelRun
}) {
  const { run, urls, cancel } = props
  const isLive = run.status === 'running' || (run.now ?? []).some(({ status }) => status === 'pending')
  return (
    <div className={classes.page}>
      <Follow due={isLive ? [null] : []} />
      <section className={classes.head} aria-label="State">
        <div>
          <RunBadge run={run} />
          <h2 className={classes.headline}>
            {sayProgress(run, { ...run, heldInAll: Math.max(run.held, countOf(run, 'held')) })}
          </h2>
          <HeldBy run={run} urls={urls} />
          {run.note && <p className={classes.note}>{run.note}</p>}
          <p className={classes.facts}>
            Filter: {sayWhat(run, urls)}
            {run.filters.since && (
              <>
                {' · '}since <LocalTime at={run.filters.since} withDay />
              </>
            )}
            {run.filters.until && (
              <>
                {' · '}until <LocalTime at={run.filters.until} withDay />
              </>
            )}
          </p>
          <p className={classes.facts}>
            Started by {run.actor}, <LocalTime at={run.createdAt} withDay />
            {run.endedAt && (
              <>
                , ended <LocalTime at={run.endedAt} withDay />
              </>
            )}
            . At most {run.perSecond} a second{sayLeft(run)}.
          </p>
        </div>
        <CancelRunButton run={run} cancel={cancel} />
      </section>
      <RunProgress run={run} />
      <Counts run={run} />
    </div>
  )
}

const MOST_SHOWN = 4

/** The endpoints that its deliveries wait for: what helps is there. */
function HeldBy({ run: { heldBy }, urls }: { run: RunDetail; urls: Readonly<Record<string, string>> }) {
  if (heldBy.length === 0) return null
  const more = heldBy.length - MOST_SHOWN
  return (
    <ul className={classes.heldBy} aria-label="Held by">
      {heldBy.slice(0, MOST_SHOWN).map(({ endpointId, count: number }) => (
        <li key={endpointId}>
          {count(number)} held by{' '}
          <TextLink href={`/endpoints/${endpointId}`} underline="always">
            {showUrl(urls[endpointId] ?? 'a removed endpoint')}
          </TextLink>
        </li>
      ))}
      {more > 0 && <li>{more === 1 ? '1 more endpoint' : `${more} more endpoints`}</li>}
    </ul>
  )
}

function sayLeft({ status, total, handled, perSecond }: RunDetail): string {
  const left = total - handled
  return status === 'running' && left > 0 ? `: about ${sayLasting(left, perSecond)} more` : ''
}

const countOf = (run: RunDetail, status: DeliveryStatus) =>
  run.now?.find((one) => one.status === status)?.count ?? 0

function RunProgress({ run }: { run: RunDetail }) {
  const { total } = run
  const share = (number: number) => (total === 0 ? 0 : Math.min(100, (100 * number) / total))
  const others = run.others.reduce((sum, other) => sum + other.count, 0)
  const parts = run.now
    ? [...SHOWN.map((status) => [status, countOf(run, status)] as const), ['cancelled', others] as const]
    : [['pending', run.queued] as const]
  return (
    <Progress.Root
      size="lg"
      role="progressbar"
      aria-label="Handled"
      aria-valuenow={Math.floor(share(run.handled))}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={`${count(run.handled)} of ${count(total)} handled`}
    >
      {parts.map(([status, number], place) => (
        <Progress.Section
          key={place}
          value={share(number)}
          color={`var(--bh-mark-${status})`}
          withAria={false}
        />
      ))}
    </Progress.Root>
  )
}

function Counts({ run }: { run: RunDetail }) {
  return (
    <dl className={classes.counts} aria-label="What became of them">
      <div>
        <dt>Handled</dt>
        <dd>
          {count(run.handled)} of {count(run.total)}
        </dd>
      </div>
      {SHOWN.filter((status) => countOf(run, status) > 0).map((status) => (
        <div key={status}>
          <dt>{DELIVERY_STATUS_LABELS[status]}</dt>
          <dd>{count(countOf(run, status))}</dd>
        </div>
      ))}
      {run.others.map((other) => (
        <div key={other.outcome}>
          <dt>{RUN_OUTCOMES[other.outcome]}</dt>
          <dd>{count(other.count)}</dd>
        </div>
      ))}
    </dl>
  )
}
