import { decodeText, encodeText } from '#lib/livechat/charset.ts'
import { percentDecode } from '#lib/livechat/form-bytes.ts'

/**
 * The readable text of a CHAT value: url-encoded once more by the chat server, in its own charset.
 * A value that was not encoded again comes back as it is, but for `+`, which is read as a blank
 * unless the value has blanks or line ends of its own: an encoded text has none.
 */
export function chatText(value: string, charset: string): string {
  if (!/[%+]/.test(value)) return value
  // Only the escapes are decoded as bytes, so that a character the charset cannot write survives.
  const blanks = /\s/.test(value) ? value : value.replaceAll('+', ' ')
  return blanks.replace(/(?:%[0-9a-f]{2})+/gi, (run) => decodeRun(run, charset))
}

function decodeRun(run: string, charset: string): string {
  return decodeText(percentDecode(encodeText(run, 'utf-8')), charset)
}
