import { decodeText } from '#lib/livechat/charset.ts'
import { countPairs, firstPairs, parseForm } from '#lib/livechat/form-bytes.ts'

const MOST_ROWS = 500

/** The pairs of a form, decoded, in order, repeated names repeated; at most 500, and how many more there are. */
export function formRows(
  bytes: Uint8Array,
  charset: string,
): { rows: [name: string, value: string][]; more: number } {
  const rows = parseForm(firstPairs(bytes, MOST_ROWS)).map(({ name, value }): [string, string] => [
    decodeText(name, charset),
    decodeText(value, charset),
  ])
  return { rows, more: countPairs(bytes) - rows.length }
}
