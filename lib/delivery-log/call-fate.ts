/** What became of a call: brought to endpoints, mapped to none, mapped to "deliver nothing", or rejected. Client-safe. */
export const CALL_FATES = ['delivered', 'nowhere', 'muted', 'rejected'] as const
export type CallFate = (typeof CALL_FATES)[number]

export const CALL_FATE_LABELS: Record<CallFate, string> = {
  delivered: 'To endpoints',
  nowhere: 'Goes nowhere',
  muted: 'Delivers nothing',
  rejected: 'Rejected',
}
