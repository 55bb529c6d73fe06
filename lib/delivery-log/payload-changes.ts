import { parameterClass } from '#lib/livechat/catalogue.ts'
import { decodeText } from '#lib/livechat/charset.ts'
import { firstPairs, parseForm, percentDecode } from '#lib/livechat/form-bytes.ts'
import { isFormBody } from '#lib/livechat/parameters.ts'
import type { PayloadRow } from './payload.ts'
import type { ChangedSide, PayloadChanges } from './types.ts'

type Payload = Pick<PayloadRow, 'method' | 'query' | 'body' | 'contentType'>

/** So many pairs of a payload are compared, and so many of both that differ: more than a person edits. */
const MOST_PAIRS = 20_000
const MOST_COMPARED = 250_000
const LONGEST_VALUE = 300

const EQUALS = 0x3d

/** Finds what of a payload differs from its original, by the exact bytes of each parameter, in order. Pure. */
export function comparePayloads(
  before: Payload,
  after: Payload,
  { eventType, charset }: Pick<PayloadRow, 'eventType' | 'charset'>,
): PayloadChanges {
  const method = before.method === after.method ? null : { before: before.method, after: after.method }
  const [was, is] = [pairsOf(before), pairsOf(after)]
  const runs = was && is && differing(was, is)
  if (!runs) return { method, parameters: null }
  const side = (raw: string): ChangedSide => shownSide(raw, eventType, charset)
  const parameters = runs.flatMap(({ removed, added }) =>
    coupled(removed, added).map(([one, other]) => ({
      before: one === null ? null : side(one),
      after: other === null ? null : side(other),
    })),
  )
  return { method, parameters }
}

/** The pairs as they are written, latin1 text; null when they are too many. */
function pairsOf({ query, body, contentType }: Payload): string[] | null {
  const raws = [query, isFormBody(contentType) ? body : Buffer.alloc(0)].flatMap((bytes) => {
    const part = firstPairs(bytes, MOST_PAIRS)
    if (part.length < bytes.length) return [null]
    return parseForm(part).map(({ raw }) => Buffer.from(raw).toString('latin1'))
  })
  return raws.includes(null) ? null : raws.filter((raw) => raw !== null)
}

function shownSide(raw: string, eventType: string | null, charset: string): ChangedSide {
  const bytes = Buffer.from(raw, 'latin1')
  const equals = bytes.indexOf(EQUALS)
  const name = decodeText(percentDecode(equals === -1 ? bytes : bytes.subarray(0, equals)), charset)
  if (parameterClass(eventType, name) === 'secret') return { name: cut(name), value: null }
  const value = equals === -1 ? '' : decodeText(percentDecode(bytes.subarray(equals + 1)), charset)
  return { name: cut(name), value: cut(value) }
}

const cut = (text: string) => (text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text)

/** Neighbours that are in one list only. */
type Run = { removed: string[]; added: string[] }

/** What stands between the longest common part of two lists; null when too much of them differs. */
function differing(was: string[], is: string[]): Run[] | null {
  let start = 0
  while (start < was.length && start < is.length && was[start] === is[start]) start += 1
  let end = 0
  const most = Math.min(was.length, is.length) - start
  while (end < most && was[was.length - 1 - end] === is[is.length - 1 - end]) end += 1
  const [a, b] = [was.slice(start, was.length - end), is.slice(start, is.length - end)]
  if (a.length * b.length > MOST_COMPARED) return null
  return runsBetween(a, b, commonLengths(a, b))
}

/** Of the longest common part of a from i on and b from j on: its length, by i and j. */
function commonLengths(a: string[], b: string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = lengths[i] ?? []
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  return lengths
}

function runsBetween(a: string[], b: string[], lengths: number[][]): Run[] {
  const runs: Run[] = []
  let run: Run = { removed: [], added: [] }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [one, other] = [a[i], b[j]]
    if (one !== undefined && one === other) {
      runs.push(run)
      run = { removed: [], added: [] }
      i += 1
      j += 1
    } else if (
      one !== undefined &&
      (other === undefined || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))
    ) {
      run.removed.push(one)
      i += 1
    } else if (other !== undefined) {
      run.added.push(other)
      j += 1
    }
  }
  return [...runs, run]
}

/** Puts together what became of what: first by the name, in order, then by the value, for one that was renamed. */
function coupled(removed: string[], added: string[]): [string | null, string | null][] {
  const left = [...added]
  const take = (like: (other: string) => boolean): string | null => {
    const at = left.findIndex(like)
    return at === -1 ? null : (left.splice(at, 1)[0] ?? null)
  }
  const byName = removed.map((one) => [one, take((other) => nameOf(other) === nameOf(one))] as const)
  const found = byName.map(([one, other]): [string | null, string | null] => [
    one,
    other ?? take((candidate) => restOf(candidate) === restOf(one)),
  ])
  return [...found, ...left.map((other): [null, string] => [null, other])]
}

const nameOf = (raw: string) => raw.split('=', 1)[0] ?? ''
const restOf = (raw: string) => raw.slice(nameOf(raw).length)
