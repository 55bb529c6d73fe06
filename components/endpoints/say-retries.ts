const UNITS = [
  { seconds: 3600, name: 'h' },
  { seconds: 60, name: 'min' },
  { seconds: 1, name: 's' },
]

/** Whole seconds as people say them, two units at most: `27 h 35 min`. */
export function saySeconds(seconds: number): string {
  let left = seconds
  const parts: string[] = []
  for (const unit of UNITS) {
    const count = Math.floor(left / unit.seconds)
    if (count > 0) parts.push(`${count} ${unit.name}`)
    left -= count * unit.seconds
  }
  return parts.slice(0, 2).join(' ') || '0 s'
}

/** A retry schedule in words: how many attempts there are at most, and how long after the first the last goes out. */
export function sayRetries(delaysSeconds: readonly number[]): string {
  const [first] = delaysSeconds
  if (first === undefined) return 'A single attempt: what fails is given up at once.'
  const whole = delaysSeconds.reduce((sum, delay) => sum + delay, 0)
  if (delaysSeconds.length === 1) return `2 attempts, the second ${saySeconds(first)} after the first failed.`
  const attempts = delaysSeconds.length + 1
  const pauses = delaysSeconds.map(saySeconds).join(', ')
  return `${attempts} attempts over ${saySeconds(whole)}, with pauses of ${pauses}.`
}
