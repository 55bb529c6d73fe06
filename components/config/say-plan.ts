import type { ShownPlan } from '#lib/lc-serv-cfg/bound-plan.ts'
import { isWholeFile } from '#lib/lc-serv-cfg/whole-file.ts'

/** How many things an import would change: mappings, and RPC_SERVER_IP. */
export function countChanges({ counts, rpcServerIp }: ShownPlan): number {
  return counts.added + counts.changed + counts.removed + (isServerChanged(rpcServerIp) ? 1 : 0)
}

function isServerChanged(planned: ShownPlan['rpcServerIp']): boolean {
  return planned !== null && planned.from !== planned.to
}

const counted = (count: number, one: string, more = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`

/** The plan in a sentence: "4 mappings added, 1 changed, 2 removed, 3 stay. 1 line cannot be used." */
export function sayPlan(plan: ShownPlan): string {
  const { counts, errors } = plan
  if (errors.some(isWholeFile)) return 'The file cannot be imported.'
  const stay = counts.unchanged + counts.kept
  const parts = [sayChanges(plan), stay > 0 && counted(stay, 'stays', 'stay')].filter(Boolean)
  const what = countChanges(plan) === 0 ? 'No mapping changes' : parts.join(', ')
  return counts.errors === 0 ? `${what}.` : `${what}. ${counted(counts.errors, 'line')} cannot be used.`
}

/** Why a plan cannot be confirmed yet; null when it can: each wrong line is left out on purpose. */
export function sayHindrance(plan: ShownPlan, leaveOut: readonly number[]): string | null {
  const open = plan.errors.filter((error) => error.line === null || !leaveOut.includes(error.line))
  if (plan.counts.errors > plan.errors.length) {
    return `${counted(plan.counts.errors, 'line')} cannot be used, more than can be left out here. Mend the file.`
  }
  if (open.length === 0) return null
  const which = open.length === 1 ? `Line ${open[0]?.line}` : counted(open.length, 'line')
  return `${which} cannot be used. Leave ${open.length === 1 ? 'it' : 'them'} out, or mend the file.`
}

/** What the button says that writes: the number of changes, and which lines stay behind. */
export function sayConfirm(plan: ShownPlan, leaveOut: readonly number[]): string {
  const changes = countChanges(plan)
  const what = changes === 0 ? 'Confirm, keep the file' : `Confirm ${counted(changes, 'change')}`
  if (leaveOut.length === 0) return what
  const lines = leaveOut.toSorted((a, b) => a - b)
  const named =
    lines.length <= 3 ? lines.join(', ') : `${lines.slice(0, 3).join(', ')} and ${lines.length - 3} more`
  return `${what}, leave out ${lines.length === 1 ? 'line' : 'lines'} ${named}`
}

/** The sentence once it is done. */
export function sayDone(plan: ShownPlan, name: string, scope: string): string {
  if (countChanges(plan) === 0)
    return `${name} is kept as the file of ${scope}. Its mappings were there already.`
  return `${name} is imported into ${scope}: ${sayChanges(plan)}.`
}

/** "1 mapping added, 2 changed": the first part names what is counted, parts that are none are left out. */
function sayChanges({ counts, rpcServerIp }: ShownPlan): string {
  const parts = [
    { count: counts.added, deed: 'added' },
    { count: counts.changed, deed: 'changed' },
    { count: counts.removed, deed: 'removed' },
  ].filter((part) => part.count > 0)
  const mappings = parts.map(
    ({ count, deed }, index) =>
      `${index === 0 ? counted(count, 'mapping') : count.toLocaleString('en')} ${deed}`,
  )
  const server = isServerChanged(rpcServerIp) ? [`RPC_SERVER_IP ${rpcServerIp?.mark}`] : []
  return [...mappings, ...server].join(', ')
}
