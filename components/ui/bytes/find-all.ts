export const MOST_FOUND = 1000

/** Case folded a unit at a time, so that a place in the one text is that place in the other. */
const fold = (text: string) =>
  text.replace(/[\s\S]/g, (unit) => {
    const lower = unit.toLowerCase()
    return lower.length === 1 ? lower : unit
  })

/** Where a text is found in another one, upper and lower case alike; at most 1,000 places. */
export function findAll(text: string, wanted: string): number[] {
  if (wanted === '') return []
  const [haystack, needle] = [fold(text), fold(wanted)]
  const places: number[] = []
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + needle.length)) {
    places.push(at)
    if (places.length === MOST_FOUND) break
  }
  return places
}
