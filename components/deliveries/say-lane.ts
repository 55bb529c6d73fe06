import { LATER_BOUND } from '#lib/delivery-log/lane-limits.ts'

const SAME: Record<string, string> = {
  licence: ' of the same licence',
  agent: ' of the same agent',
  chat: ' of the same chat',
}

/** What the deliveries of a lane have in common, as ` of the same agent`; nothing once the endpoint has no order. */
export function sayCommon(inOrderBy: string): string {
  return SAME[inOrderBy] ?? ''
}

/** How many wait behind a delivery: `1 later delivery`, `12 later deliveries`, `1,000+ later deliveries`. */
export function sayLater(later: number): string {
  if (later === 1) return '1 later delivery'
  return later > LATER_BOUND
    ? `${LATER_BOUND.toLocaleString('en')}+ later deliveries`
    : `${later.toLocaleString('en')} later deliveries`
}
