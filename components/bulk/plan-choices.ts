import type { BulkPlan } from '#lib/bulk/plan-run.ts'
import type { GivenScope } from '#lib/bulk/scope.ts'
import { DELIVERY_STATUSES, type DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'

/** A part of a plan that can be left out. */
export type Choice = { value: string; count: number; isClosed: boolean }

/** A resend has a part for each status, a replay one for each event type. What is held goes out by itself. */
export function choicesOf(plan: BulkPlan): Choice[] {
  if (plan.kind === 'replay')
    return plan.byEventType.map(({ eventType, count }) => ({ value: eventType, count, isClosed: false }))
  return plan.byStatus.map(({ status, count }) => ({ value: status, count, isClosed: status === 'held' }))
}

/** What is wanted unless somebody says otherwise: what failed, when other things match as well. */
export function firstChoice(plan: BulkPlan): string[] {
  const open = choicesOf(plan).filter((choice) => !choice.isClosed)
  const isAsked =
    plan.kind === 'replay' || (plan.scope.filters.status ?? []).length > 0 || plan.scope.filters.ids
  if (isAsked) return open.map((choice) => choice.value)
  return open.filter((choice) => choice.value === 'failed').map((choice) => choice.value)
}

const isStatus = (value: string): value is DeliveryStatus =>
  DELIVERY_STATUSES.some((status) => status === value)

/** The plan's scope, narrowed to the chosen parts. */
export function chosenScope(plan: BulkPlan, chosen: readonly string[]): GivenScope {
  if (plan.kind === 'resend') {
    const { scope } = plan
    return { ...scope, filters: { ...scope.filters, status: chosen.filter(isStatus) } }
  }
  const { scope, byEventType } = plan
  if (chosen.length === byEventType.length) return scope
  return { ...scope, filters: { ...scope.filters, eventType: [...chosen] } }
}
