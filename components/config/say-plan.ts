import type { ImportPlan } from '#lib/lc-serv-cfg/plan.ts'
import { isWholeFile } from '#lib/lc-serv-cfg/whole-file.ts'

/** How many mappings an import would change. */
export function countChanges(plan: ImportPlan): number {
  return plan.added.length + plan.changed.length + plan.removed.length
}

const counted = (count: number, one: string, more = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`

/** The plan in a sentence: "4 mappings added, 1 changed, 2 removed, 3 stay. 1 line cannot be used." */
export function sayPlan(plan: ImportPlan): string {
  const { unchanged, kept, errors } = plan
  if (errors.some(isWholeFile)) return 'The file cannot be imported.'
  const stay = unchanged.length + kept.length
  const parts = [sayChanges(plan), stay > 0 && counted(stay, 'stays', 'stay')].filter(Boolean)
  const what = countChanges(plan) === 0 ? 'No mapping changes' : parts.join(', ')
  return errors.length === 0 ? `${what}.` : `${what}. ${counted(errors.length, 'line')} cannot be used.`
}

/** What the button says that writes: the number of changes, and which lines stay behind. */
export function sayConfirm(plan: ImportPlan): string {
  const changes = countChanges(plan)
  const what = changes === 0 ? 'Confirm, keep the file' : `Confirm ${counted(changes, 'change')}`
  const [first] = plan.errors
  if (!first) return what
  const left = plan.errors.length === 1 ? `line ${first.line}` : counted(plan.errors.length, 'line')
  return `${what}, leave out ${left}`
}

/** The sentence once it is done. */
export function sayDone(plan: ImportPlan, name: string, scope: string): string {
  if (countChanges(plan) === 0)
    return `${name} is kept as the file of ${scope}. Its mappings were there already.`
  return `${name} is imported into ${scope}: ${sayChanges(plan)}.`
}

/** "1 mapping added, 2 changed": the first part names what is counted, parts that are none are left out. */
function sayChanges({ added, changed, removed }: ImportPlan): string {
  const parts = [
    { count: added.length, deed: 'added' },
    { count: changed.length, deed: 'changed' },
    { count: removed.length, deed: 'removed' },
  ].filter((part) => part.count > 0)
  return parts
    .map(
      ({ count, deed }, index) =>
        `${index === 0 ? counted(count, 'mapping') : count.toLocaleString('en')} ${deed}`,
    )
    .join(', ')
}
