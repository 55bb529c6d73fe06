import { z } from 'zod'
import { ID_MARK } from '#lib/livechat/accepted-answer.ts'
import { encodeText, parseCharset } from '#lib/livechat/charset.ts'
import { MAX_ANSWER_CHARACTERS } from '#lib/mappings/limits.ts'

/** The text of an answer that is stored as none: it is what Bellhop answers without a setting. */
const DEFAULT_ANSWER = `OK ${ID_MARK}`

export const chatServerName = z
  .string()
  .trim()
  .min(1, 'Give the chat server a name.')
  .max(100, 'A name has at most 100 characters.')
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, 'A name has no control characters.')

/** Any label that TextDecoder knows and that text can be written in; gives its canonical name. */
export const chatServerCharset = z.string().transform((label, context) => {
  const charset = usableCharset(label)
  if (charset !== null) return charset
  context.addIssue(`"${label}" is not a charset that can be read and written. Try utf-8 or windows-1250.`)
  return z.NEVER
})

const STATUS_RANGE = 'The status of the answer is a whole number from 200 to 299.'

export const answerStatus = z
  .number(STATUS_RANGE)
  .int(STATUS_RANGE)
  .min(200, STATUS_RANGE)
  .max(299, STATUS_RANGE)

/** Null, or a text in which `{id}` stands for the event's id. */
export const answerText = z
  .string()
  .max(
    MAX_ANSWER_CHARACTERS,
    `An answer has at most ${MAX_ANSWER_CHARACTERS.toLocaleString('en')} characters.`,
  )
  .regex(/^(?:[\n\t]|[^\p{Cc}\p{Cs}])*$/u, 'An answer has no control characters but new lines and tabs.')
  .transform((text) => (text === DEFAULT_ANSWER ? null : text))
  .nullable()

function usableCharset(label: string): string | null {
  const charset = parseCharset(label)
  if (charset === null) return null
  try {
    encodeText('', charset)
    return charset
  } catch {
    return null
  }
}
