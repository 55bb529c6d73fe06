import { parameterClass } from '../livechat/catalogue.ts'
import { cannotEncode, decodeText, encodeText } from '../livechat/charset.ts'
import { countPairs, encodePart, joinForms, parseForm, percentDecode } from '../livechat/form-bytes.ts'
import { isFormBody } from '../livechat/parameters.ts'
import { MAX_BODY_BYTES, MAX_HEAD_BYTES } from '../livechat/size-limits.ts'
import { FORM, type PayloadBytes, writePayload } from './write-payload.ts'

// What a person changes of a payload before it is sent once more. Client-safe.

/** What is done to one parameter, by its place among those of the query and then the body; null keeps its bytes. */
export type ParameterEdit =
  | { index: number; remove: true }
  | { index: number; name: string | null; value: string | null }

export type PayloadEdit = {
  /** null: the one it has. */
  method: PayloadBytes['method'] | null
  /** Whoever is not among them keeps its bytes. */
  changed: readonly ParameterEdit[]
  /** Behind the others. */
  added: readonly { name: string; value: string }[]
}

type Part = 'name' | 'value'

/** Where on the form something is wrong; null: with the whole. */
export type EditField = 'method' | `changed.${number}.${Part}` | `added.${number}.${Part}` | null

export type EditedPayload =
  | { ok: true; payload: PayloadBytes }
  | { ok: false; field: EditField; reason: string }

const AMPERSAND = 0x26
const EQUALS = 0x3d
/** No chat server sends so many; each is an object in memory while it is edited. */
const MAX_EDITED_PARAMETERS = 100_000

class Refused extends Error {
  readonly field: EditField
  constructor(field: EditField, reason: string) {
    super(reason)
    this.field = field
  }
}

/**
 * A payload with parameters changed, removed and added, and sent by another method. Each part that nobody touched keeps
 * its bytes: order, repeats, malformed escapes. A body that is no form stays as it is, and so does the method then.
 * Refused: text that the charset cannot write, a new name for a secret value that is kept, what is too large. Pure.
 */
export function editPayload(call: PayloadBytes, eventType: string, edit: PayloadEdit): EditedPayload {
  try {
    const written = moved(withAdded(withChanged(call, eventType, edit.changed), edit.added), edit.method)
    checkSize(written)
    return { ok: true, payload: written }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, field: error.field, reason: error.message }
    throw error
  }
}

function withChanged(call: PayloadBytes, eventType: string, edits: readonly ParameterEdit[]): PayloadBytes {
  if (edits.length === 0) return call
  const hasForm = isFormBody(call.contentType)
  const inQuery = countPairs(call.query)
  const inBody = hasForm ? countPairs(call.body) : 0
  if (inQuery + inBody > MAX_EDITED_PARAMETERS) {
    const most = MAX_EDITED_PARAMETERS.toLocaleString('en')
    throw new Refused(
      null,
      `It has more than ${most} parameters, too many to edit. Only the URL can be changed.`,
    )
  }
  const byIndex = new Map(edits.map((one) => [one.index, one]))
  for (const index of byIndex.keys()) {
    if (index >= inQuery + inBody) throw new Refused(null, `There is no parameter ${index + 1} to change.`)
  }
  const change = (bytes: Uint8Array, from: number) =>
    changePairs(bytes, from, { byIndex, eventType, charset: call.charset })
  return { ...call, query: change(call.query, 0), body: hasForm ? change(call.body, inQuery) : call.body }
}

type Changes = { byIndex: Map<number, ParameterEdit>; eventType: string; charset: string }

function changePairs(bytes: Uint8Array, from: number, changes: Changes): Uint8Array {
  const raws = parseForm(bytes).map(({ raw }) => raw)
  if (!raws.some((_, at) => changes.byIndex.has(from + at))) return bytes
  return join(
    raws.flatMap((raw, at) => {
      const edit = changes.byIndex.get(from + at)
      if (!edit) return [raw]
      return 'remove' in edit ? [] : [rewrite(raw, edit, changes)]
    }),
  )
}

function rewrite(
  raw: Uint8Array,
  { index, name, value }: Extract<ParameterEdit, { name: string | null }>,
  { eventType, charset }: Changes,
): Uint8Array {
  const equals = raw.indexOf(EQUALS)
  const ownName = equals === -1 ? raw : raw.subarray(0, equals)
  // Under another name it would no longer be known as a secret, and be shown.
  if (name !== null && value === null) {
    const known = decodeText(percentDecode(ownName), charset)
    if (name !== known && parameterClass(eventType, known) === 'secret') {
      const reason = 'Its value is kept, so it keeps its name as well. Replace the value to rename it.'
      throw new Refused(`changed.${index}.name`, reason)
    }
  }
  const newName = name === null ? ownName : encode(name, charset, `changed.${index}.name`)
  if (value !== null) return pair(newName, encode(value, charset, `changed.${index}.value`))
  return equals === -1 ? newName : concat([newName, raw.subarray(equals)])
}

function withAdded(call: PayloadBytes, added: PayloadEdit['added']): PayloadBytes {
  if (added.length === 0) return call
  const { charset, method, query, body, contentType } = call
  const bytes = join(
    added.map(({ name, value }, at) =>
      pair(encode(name, charset, `added.${at}.name`), encode(value, charset, `added.${at}.value`)),
    ),
  )
  if (method === 'GET' || !isFormBody(contentType)) return { ...call, query: joinForms(query, bytes) }
  return { ...call, body: joinForms(body, bytes), contentType: contentType ?? FORM }
}

function moved(call: PayloadBytes, method: PayloadEdit['method']): PayloadBytes {
  if (method === null || method === call.method) return call
  if (call.body.length > 0 && !isFormBody(call.contentType)) {
    throw new Refused('method', 'Its body is no form, which only its own method carries.')
  }
  const written = writePayload(call, method === 'GET' ? 'GET' : 'POST form')
  if (!written.ok) throw new Refused('method', written.reason)
  return { ...written.payload, charset: call.charset }
}

function checkSize({ query, body }: PayloadBytes): void {
  if (body.length > MAX_BODY_BYTES) {
    throw new Refused(
      null,
      `The body would have more than ${MAX_BODY_BYTES / 1024 / 1024} MB. Shorten a value.`,
    )
  }
  if (query.length > MAX_HEAD_BYTES) {
    throw new Refused(
      null,
      `The query would have more than ${MAX_HEAD_BYTES / 1024} KB. Shorten a value, or use POST.`,
    )
  }
}

/** Why a text cannot stand in a payload of that charset; null when it can. A sentence, for people. */
export function whyNotText(text: string, charset: string): string | null {
  if (text.includes('\0')) return 'There is a NUL character in it. Remove it.'
  if (text.includes('\uFFFD')) {
    return `There is a � in it, which stands for bytes that are no ${charset}. Write that place anew.`
  }
  try {
    const unwritable = cannotEncode(text, charset)
    return unwritable === null
      ? null
      : `${charset} cannot write “${unwritable.toWellFormed()}”. Write it otherwise.`
  } catch {
    return `Text cannot be written in ${charset}. Parameters can only be removed.`
  }
}

function encode(text: string, charset: string, field: EditField): Uint8Array {
  const reason = whyNotText(text, charset)
  if (reason !== null) throw new Refused(field, reason)
  return encodePart(encodeText(text, charset))
}

const pair = (name: Uint8Array, value: Uint8Array) => concat([name, Uint8Array.of(EQUALS), value])

function join(parts: readonly Uint8Array[]): Uint8Array {
  return concat(parts.flatMap((part, at) => (at === 0 ? [part] : [Uint8Array.of(AMPERSAND), part])))
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let length = 0
  for (const part of parts) {
    out.set(part, length)
    length += part.length
  }
  return out
}
