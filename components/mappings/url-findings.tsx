import {
  IconAlertTriangle,
  IconCheck,
  IconInfoCircle,
  IconLock,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { sayDuration } from '#components/ui/duration.ts'
import { hostOf } from '#components/ui/host-of.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import type { UrlCheck } from '#lib/dispatch/check-url.ts'
import type { TestRequestOutcome } from '#lib/dispatch/send-test-request.ts'
import { ENDPOINT_STATES } from '#lib/endpoints/endpoint-state.ts'
import { CONNECT_TO_SOURCES } from '#lib/mappings/connect-to.ts'
import { sayAddresses, sayOthers, secretsInTheClear } from './say-check.ts'
import classes from './url-findings.module.css'
import type { FieldCheck } from './use-url-checks.ts'

const KINDS = {
  good: IconCheck,
  bad: IconX,
  warning: IconAlertTriangle,
  clear: IconLock,
  note: IconInfoCircle,
} as const satisfies Record<string, TablerIcon>

/** What was found of a URL, below its field: where it leads, what is known of it, and what a test request brought. */
export function UrlFindings({ check, eventType }: { check: FieldCheck | undefined; eventType: string }) {
  return (
    <div role="status" className={classes.findings}>
      {check && <Found check={check} eventType={eventType} />}
    </div>
  )
}

function Found({ check: { url, found, test }, eventType }: { check: FieldCheck; eventType: string }) {
  const secrets = secretsInTheClear(url, eventType)
  return (
    <>
      {found === null && <Finding kind="note">Looking where it leads</Finding>}
      {found && !found.ok && <Finding kind="warning">{found.reason}</Finding>}
      {found?.ok && <Place check={found} />}
      {secrets.length > 0 && <Finding kind="clear">{secrets.join(', ')} travels in the clear</Finding>}
      {found?.ok && <Endpoint endpoint={found.endpoint} />}
      {test === 'sending' && <Finding kind="note">A test request is under way</Finding>}
      {test !== null && test !== 'sending' && <Tested url={url} test={test} />}
    </>
  )
}

function Place({ check: { place, connectTo } }: { check: UrlCheck }) {
  return (
    <>
      {connectTo && (
        <Finding kind="note">
          Connects to {connectTo.text} instead, {CONNECT_TO_SOURCES[connectTo.source]}
        </Finding>
      )}
      {place.ok ? (
        <Finding kind="good">{sayAddresses(place.addresses)}</Finding>
      ) : (
        <Finding kind="warning">It would not be called. {place.reason}</Finding>
      )}
    </>
  )
}

function Endpoint({ endpoint }: { endpoint: UrlCheck['endpoint'] }) {
  if (!endpoint) return null
  const { id, state, otherMappings } = endpoint
  const others = sayOthers(otherMappings)
  return (
    <>
      {state !== 'working' && (
        <Finding kind="warning">
          Its state: {ENDPOINT_STATES[state].label.toLowerCase()}.{' '}
          <TextLink underline="always" href={`/endpoints/${id}`}>
            Show the endpoint
          </TextLink>
        </Finding>
      )}
      {others && (
        <Finding kind="note">
          {others}{' '}
          {state === 'working' && (
            <TextLink underline="always" href={`/endpoints/${id}`}>
              Show the endpoint
            </TextLink>
          )}
        </Finding>
      )}
    </>
  )
}

function Tested({ url, test }: { url: string; test: TestRequestOutcome }) {
  if (!test.ok) return <Finding kind="bad">{test.reason}</Finding>
  const { succeeded, status, durationMs, error, body, isCut } = test
  return (
    <>
      <Finding kind={succeeded ? 'good' : 'bad'}>
        {status !== null && (
          <>
            {hostOf(url)} answered <strong>{status}</strong> in {sayDuration(durationMs)}.{' '}
          </>
        )}
        {!succeeded && error}
      </Finding>
      {body !== '' && (
        <pre className={classes.body}>
          {body}
          {isCut && '…'}
        </pre>
      )}
    </>
  )
}

function Finding({ kind, children }: { kind: keyof typeof KINDS; children: ReactNode }) {
  const Icon = KINDS[kind]
  return (
    <div className={classes.finding} data-kind={kind}>
      <Icon size={15} aria-hidden />
      <span>{children}</span>
    </div>
  )
}
