/** A count that stops at a bound: "1,284", or "10,000+" beyond. */
export function sayCount(count: number, bound: number): string {
  return count > bound ? `${bound.toLocaleString('en')}+` : count.toLocaleString('en')
}

/** "1 event", "3 events". */
export function sayNumber(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
