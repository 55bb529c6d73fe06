import type { NowhereCount } from '#lib/bulk/count-nowhere.ts'

/** How many more events went nowhere as this one did, in a sentence. Pure. */
export function sayOthers({ others, isBounded }: NowhereCount, eventType: string): string {
  const number = `${others.toLocaleString('en')}${isBounded ? '+' : ''}`
  return others === 1 && !isBounded
    ? `1 more ${eventType} went nowhere, and is mapped by now.`
    : `${number} more ${eventType} went nowhere, and are mapped by now.`
}
