'use client'

import { Loader, NativeSelect } from '@mantine/core'
import { useEffect, useState } from 'react'
import bytes from '#components/ui/bytes/bytes-view.module.css'
import { Failure } from '#components/ui/failure.tsx'
import { showText } from '#lib/livechat/show-bytes.ts'
import { ATTEMPT_PARAM } from '../search-params.ts'
import type { OpenDelivery } from '../sheet/open-delivery.ts'
import type { BriefAttempt, ShownAttempt } from '../shown.ts'
import classes from './compare.module.css'
import { type BodyPart, type Comparison, compareAttempts, type Difference } from './compare-attempts.ts'

type Read = { number: number; attempt: ShownAttempt | null; problem: string | null }

async function readAttempt(deliveryId: string, number: number, signal: AbortSignal): Promise<Read> {
  try {
    const answer = await fetch(`/api/deliveries/${deliveryId}?${ATTEMPT_PARAM}=${number}`, { signal })
    const given: OpenDelivery | { problem: string } = await answer.json()
    return 'problem' in given
      ? { number, attempt: null, problem: given.problem }
      : { number, attempt: given.delivery.attempt, problem: null }
  } catch {
    return { number, attempt: null, problem: 'The server does not answer.' }
  }
}

/** What of an attempt is not as it was in another one of the same delivery. */
export function AttemptComparison(props: {
  deliveryId: string
  attempt: ShownAttempt
  attempts: BriefAttempt[]
}) {
  const { deliveryId, attempt, attempts } = props
  const others = attempts.filter(({ number }) => number !== attempt.number)
  // The one before, as a rule.
  const usual = others.findLast(({ number }) => number < attempt.number) ?? others[0]
  const [chosen, setChosen] = useState<number | null>(null)
  const number = others.find((other) => other.number === chosen)?.number ?? usual?.number ?? null
  const [read, setRead] = useState<Read | null>(null)
  useEffect(() => {
    if (number === null) return
    const ended = new AbortController()
    readAttempt(deliveryId, number, ended.signal).then((one) => {
      if (!ended.signal.aborted) setRead(one)
    })
    return () => ended.abort()
  }, [deliveryId, number])
  if (number === null) return null
  const other = read?.number === number ? read.attempt : null
  return (
    <div className={classes.compare}>
      <NativeSelect
        label={`Attempt ${attempt.number} beside`}
        value={String(number)}
        onChange={(event) => setChosen(Number(event.currentTarget.value))}
        data={others.map((one) => ({ value: String(one.number), label: `attempt ${one.number}` }))}
      />
      {read?.problem && <Failure title="The other attempt could not be read" reason={read.problem} />}
      {!read?.problem && other === null && (
        <Loader size="sm" role="status" aria-label="The other attempt is being read" />
      )}
      {other && <Told earlier={Math.min(number, attempt.number)} pair={[attempt, other]} />}
    </div>
  )
}

function Told({ earlier, pair }: { earlier: number; pair: [ShownAttempt, ShownAttempt] }) {
  const [before, after] = pair[0].number === earlier ? pair : [pair[1], pair[0]]
  const { facts, requestHeaders, responseHeaders, body } = compareAttempts(before, after)
  const heads = [`Attempt ${before.number}`, `Attempt ${after.number}`] as const
  const isSame = facts.length + requestHeaders.length + responseHeaders.length === 0 && body === 'same'
  if (isSame) return <p className={classes.note}>Nothing of them differs.</p>
  return (
    <>
      <Differences title="What happened" rows={facts} heads={heads} />
      <Differences title="Request headers" rows={requestHeaders} heads={heads} />
      <Differences title="Response headers" rows={responseHeaders} heads={heads} />
      <BodyDifference body={body} />
    </>
  )
}

function Differences(props: { title: string; rows: Difference[]; heads: readonly [string, string] }) {
  const { title, rows, heads } = props
  if (rows.length === 0) return null
  const say = (value: string | null) => (value === null ? '–' : showText(value))
  return (
    <table className={classes.table}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">Differs</th>
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{showText(name)}</th>
            <td>{say(before)}</td>
            <td>{say(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const SIGNS: Record<BodyPart['kind'], string> = { same: ' ', removed: '−', added: '+' }

function BodyDifference({ body }: { body: Comparison['body'] }) {
  if (body === 'same') return <p className={classes.note}>The bodies of the answers are the same.</p>
  if (body === 'other')
    return <p className={classes.note}>The bodies of the answers have hardly a line in common.</p>
  return (
    <figure className={classes.figure}>
      <figcaption>Body of the answer</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className={bytes.bytes} tabIndex={0}>
        {body.map(({ kind, text }, index) => (
          // Parts of one comparison never move.
          <span key={index} className={classes.part} data-kind={kind}>
            {text.replace(/^/gm, `${SIGNS[kind]} `).replace(/\n. $/, '\n')}
          </span>
        ))}
      </pre>
    </figure>
  )
}
