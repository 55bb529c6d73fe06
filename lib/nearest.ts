/** How many letters lie between two words: put in, left out, changed, or two swapped. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}

const FURTHEST = 2

/** The word that was probably meant, in any case; null when none is near. Pure, client-safe. */
export function nearest(typed: string, words: readonly string[]): string | null {
  const wanted = typed.toLowerCase()
  const near = words
    .map((word) => ({ word, away: distance(wanted, word.toLowerCase()) }))
    .filter(({ away }) => away <= FURTHEST)
    .sort((a, b) => a.away - b.away)
  return (
    near[0]?.word ?? words.find((word) => wanted.length > 2 && word.toLowerCase().startsWith(wanted)) ?? null
  )
}
