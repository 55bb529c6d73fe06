/** More bytes, or lines, are not shown at once: a page must stay quick whatever comes. */
export const PART_BYTES = 64 * 1024
const PART_LINES = 20_000

const LINE_FEED = 0x0a
const LONGEST_CHARACTER = 4

/** Where a part ends that begins at `from`: never inside a character of UTF-8. */
function partEnd(bytes: Uint8Array, from: number): number {
  const most = Math.min(from + PART_BYTES, bytes.length)
  let lines = 0
  for (let at = from; at < most; at += 1) {
    if (bytes[at] === LINE_FEED) lines += 1
    if (lines === PART_LINES) return at + 1
  }
  if (most === bytes.length) return most
  for (let at = most; at > most - LONGEST_CHARACTER; at -= 1)
    if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return at
  return most
}

/** Cuts bytes into parts that can be shown, as views of them; no bytes are one empty part. */
export function byteParts(bytes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = []
  let from = 0
  do {
    const end = partEnd(bytes, from)
    parts.push(bytes.subarray(from, end))
    from = end
  } while (from < bytes.length)
  return parts
}
