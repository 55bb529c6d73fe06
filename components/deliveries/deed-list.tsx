'use client'

import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { LocalTime } from '#components/ui/local-time.tsx'
import { showUrl } from '#components/ui/shown-url.ts'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { RunOutcome } from '#lib/bulk/run-state.ts'
import type { Deed } from '#lib/delivery-log/types.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './deed-list.module.css'
import { sayLastAnswer } from './last-answer.ts'
import type { ShownDelivery, Standing } from './shown.ts'

/** Earlier ones stand behind a button. */
const MOST_SHOWN = 8

const SAID = {
  deliver: 'had the event delivered here',
  resend: 'resent it',
  cancel: 'cancelled it',
} as const

/** What a run that did not send it did instead. */
const LEFT: Record<RunOutcome, string> = {
  queued: '',
  'on its way': ', which left it alone: it was on its way already',
  'endpoint removed': ', which left it alone: its endpoint is gone',
  'taken back': '',
}

function What({ deed }: { deed: Deed }): ReactNode {
  if (deed.deed === 'run') {
    const { id, kind, outcome } = deed.run
    return (
      <>
        {kind === 'resend' ? 'resent it with others' : 'had the event replayed'} by{' '}
        <TextLink href={`/runs/${id}`}>a bulk run</TextLink>
        {LEFT[outcome]}
      </>
    )
  }
  if (deed.deed === 'cancel run')
    return (
      <>
        cancelled <TextLink href={`/runs/${deed.runId}`}>the bulk run</TextLink> before it was sent
      </>
    )
  if (deed.deed === 'change')
    return (
      <>
        made it as a changed resend of{' '}
        <TextLink href={`/deliveries/${deed.originalId}`}>the original delivery</TextLink>
      </>
    )
  if (deed.deed === 'changed resend') {
    const { id, url, status } = deed.resend
    return (
      <>
        <TextLink href={`/deliveries/${id}`}>resent it with changes</TextLink>,{' '}
        {url === null ? 'edited payload' : `to ${showUrl(url)}`}{' '}
        <span className={classes.badge}>
          <StatusBadge status={status} />
        </span>{' '}
        {sayLastAnswer(deed.resend)}
      </>
    )
  }
  return SAID[deed.deed]
}

/** What people did with a delivery, oldest first. Nothing at all when nobody did anything. */
export function DeedList({ delivery, standing }: { delivery: ShownDelivery; standing: Standing }) {
  const [isWhole, setWhole] = useState(false)
  const { deeds, status, endpointId } = delivery
  const pause = status === 'held' && standing.health?.pausedAt ? standing.health : null
  // The note of a changed resend says who made it.
  if (pause === null && deeds.every(({ deed }) => deed === 'change')) return null
  const hidden = isWhole ? 0 : Math.max(0, deeds.length - MOST_SHOWN)
  return (
    <section className={classes.deeds} aria-label="What people did">
      <h3>What people did</h3>
      <ol>
        {hidden > 0 && (
          <li>
            <Button variant="subtle" size="compact-xs" onClick={() => setWhole(true)}>
              Show {hidden} earlier
            </Button>
          </li>
        )}
        {deeds.slice(hidden).map((deed, place) => (
          <Line key={hidden + place} at={deed.at} actor={deed.actor}>
            <What deed={deed} />
          </Line>
        ))}
        {pause?.pausedAt && (
          <Line at={pause.pausedAt} actor={pause.pausedBy ?? 'somebody'}>
            paused <TextLink href={`/endpoints/${endpointId}`}>its endpoint</TextLink>, so it waits
          </Line>
        )}
      </ol>
    </section>
  )
}

function Line({ at, actor, children }: { at: string; actor: string; children: ReactNode }) {
  return (
    <li>
      <span className={classes.when}>
        <LocalTime at={at} withDay />
      </span>
      <span>
        <strong>{showText(actor)}</strong> {children}
      </span>
    </li>
  )
}
