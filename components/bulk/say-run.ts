import type { ListedRun, RunFilters } from '#lib/bulk/list-runs.ts'
import type { RunOutcome, RunStatus } from '#lib/bulk/run-state.ts'
import { DELIVERY_STATUS_LABELS, type DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import { FAILURE_KINDS } from '#lib/dispatch/failure-kinds.ts'
import { showText } from '#lib/livechat/show-bytes.ts'

export const RUN_STATUS_LABELS: Record<RunStatus, string> = {
  running: 'Running',
  done: 'Done',
  cancelled: 'Cancelled',
  failed: 'Failed',
}

/** The delivery's status whose colour and sign say the same of a run. */
export const RUN_STATUS_LIKE: Record<RunStatus, DeliveryStatus> = {
  running: 'pending',
  done: 'succeeded',
  cancelled: 'cancelled',
  failed: 'failed',
}

/** What became of a delivery when its turn came, for the row of a list. */
export const RUN_OUTCOMES: Record<RunOutcome, string> = {
  queued: 'Queued',
  'on its way': 'Left alone: it goes out by itself',
  'endpoint removed': 'Left alone: its endpoint is gone',
  'taken back': 'Taken back before it was sent',
}

export const count = (number: number) => number.toLocaleString('en')

export const sayDeliveries = (total: number) => (total === 1 ? '1 delivery' : `${count(total)} deliveries`)
export const sayEvents = (total: number) => (total === 1 ? '1 event' : `${count(total)} events`)

/** What becomes of those of a plan that are held. Pure. */
export function sayHeld(held: number, total: number): string {
  const [who, itself, endpoint] =
    held === 1
      ? ['it waits', 'goes out by itself', 'its endpoint']
      : ['they wait', 'go out by themselves', 'their endpoint']
  const why = `${who} for ${endpoint}, and ${itself} once it takes calls again`
  if (held === total)
    return `${held === 1 ? 'It is held' : 'All of them are held'}: ${why}. There is nothing to resend.`
  return `${count(held)} ${held === 1 ? 'is' : 'are'} held and left out: ${why}.`
}

/** How long queueing takes at least: `2 s`, `17 min`, `3 h`. */
export function sayLasting(total: number, perSecond: number): string {
  const seconds = Math.max(1, Math.ceil(total / perSecond))
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`
}

const LISTED = 3

function list(values: readonly string[] | undefined): string | null {
  if (!values || values.length === 0) return null
  const shown = values
    .slice(0, LISTED)
    .map((value) => showText(value))
    .join(', ')
  return values.length > LISTED ? `${shown} and ${values.length - LISTED} more` : shown
}

/** The filters of a run in words, without its times; empty: all there is. */
export function sayFilters(filters: RunFilters, urlOf: (endpointId: string) => string): string[] {
  const { ids, status, eventType, licence, endpointId, endpoint, search } = filters
  const named = (what: string, values: readonly string[] | undefined) => {
    const shown = list(values)
    return shown && `${what} ${shown}`
  }
  const statuses = list(status?.map((one) => DELIVERY_STATUS_LABELS[one].toLowerCase()))
  const types = list(eventType)
  return [
    ids && `${sayDeliveries(ids.length)} chosen by hand`,
    statuses,
    named('to', endpointId?.map(urlOf)),
    named('to URLs with', endpoint),
    types,
    filters.nowhere && 'that went nowhere',
    named('licence', licence),
    named('of agent', filters.agent),
    named('of client', filters.client),
    named('from chat server', filters.chatServer),
    list([...(filters.code ?? []), ...(filters.error ?? []).map((kind) => FAILURE_KINDS[kind].label)]),
    filters.attempts && `${showText(filters.attempts)} attempts`,
    filters.took && `took ${showText(filters.took)}`,
    search && `with “${showText(search)}”`,
  ].filter((part) => typeof part === 'string')
}

/** What of a run's queued deliveries has not come to an end. */
export type Waiting = {
  /** The run's attempt of them has not begun. */
  unsent: number
  /** So many of these wait for their endpoint. */
  held: number
  /** All that wait for their endpoint, those that the run has sent included. */
  heldInAll: number
}

const NONE: Waiting = { unsent: 0, held: 0, heldInAll: 0 }

/** How a run stands, in a sentence or two. Pure. */
export function sayProgress(run: ListedRun, waiting = NONE): string {
  const things = run.kind === 'resend' ? sayDeliveries(run.total) : sayEvents(run.total)
  const sent = run.kind === 'resend' ? 'sent again' : 'brought to the endpoint'
  if (run.status === 'running') return `${count(run.queued)} of ${things} are queued to be ${sent}.`
  const gone = run.queued - waiting.unsent
  const all = gone === run.total ? things : `${count(gone)} of ${things}`
  return [`${all} ${gone === 1 ? 'was' : 'were'} ${sent}.`, ...sayWaiting(waiting)].join(' ')
}

// What was sent and failed is held like what was not: its endpoint's breaker opened, or somebody paused it meanwhile.
function sayWaiting({ unsent, held, heldInAll }: Waiting): string[] {
  const again = Math.max(0, heldInAll - held)
  const next = unsent - held
  const verb = (number: number, one: string, many: string) => `${count(number)} ${number === 1 ? one : many}`
  const failed = verb(again, 'that was sent and did not arrive', 'that were sent and did not arrive')
  const waits =
    held === 0
      ? `${failed} ${again === 1 ? 'waits' : 'wait'} for ${again === 1 ? 'its' : 'their'} endpoint.`
      : `${verb(held, 'waits for its endpoint', 'wait for their endpoint')}${again === 0 ? '' : `, and so ${again === 1 ? 'does' : 'do'} ${failed}`}.`
  return [...(next > 0 ? [`${verb(next, 'goes', 'go')} out now.`] : []), ...(held + again > 0 ? [waits] : [])]
}
