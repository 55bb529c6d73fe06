import type { PlanError } from '#lib/lc-serv-cfg/plan-findings.ts'

/** Such an error concerns more than one event's lines: nothing of the file can be used. Client-safe. */
export function isWholeFile(error: PlanError): boolean {
  return error.eventType === null && error.directive === undefined
}
