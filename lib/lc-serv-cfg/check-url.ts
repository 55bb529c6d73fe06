/** The longest URL that can be mapped, in characters. */
export const MAX_URL_LENGTH = 4096

export type CheckedUrl = { ok: true; url: string } | { ok: false; reason: string }

/**
 * Whether text can be the URL of an endpoint or of a line in lc_serv.cfg. `url` is the text exactly as given.
 * The raw text is judged first: `new URL` silently drops CR, LF and TAB. Reasons are whole sentences, for people;
 * positions count from 1. Says nothing about whether the address may be called.
 */
export function checkUrl(text: string): CheckedUrl {
  const reason = wrongLength(text) ?? wrongCharacter(text) ?? wrongShape(text)
  return reason === null ? { ok: true, url: text } : { ok: false, reason }
}

function wrongLength(text: string): string | null {
  if (text === '') return 'The URL is empty. Write one that starts with http:// or https://.'
  if (text.length <= MAX_URL_LENGTH) return null
  return `The URL has ${text.length} characters. At most ${MAX_URL_LENGTH} are allowed.`
}

function wrongCharacter(text: string): string | null {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const at = `at position ${i + 1}`
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) {
      return `There is a control character (\\x${hex(code, 2)}) ${at}. Remove it.`
    }
    if (code === 0x2028 || code === 0x2029)
      return `There is a line separator (U+${hex(code, 4)}) ${at}. Remove it.`
    if (code === 0x20) return `There is a blank ${at}. Remove it, or write it as %20.`
    if (code > 0x7f) return `The character ${at} (U+${hex(code, 4)}) is not ASCII. Percent-encode it.`
    if (text[i] === '\\') return `There is a backslash ${at}. Write / or %5C.`
    if (text[i] === '"' || text[i] === "'" || text[i] === '`') {
      return `There is a quote ${at}. Remove it, or write it as %${hex(code, 2)}.`
    }
  }
  return null
}

function wrongShape(text: string): string | null {
  const found = /^https?:\/\/([^/?#]*)/i.exec(text)
  if (found === null) return 'Only http and https can be called. Start the URL with http:// or https://.'
  const authority = found[1] ?? ''
  if (authority.includes('@')) {
    return 'The URL has a user name or password before the @. Remove it; set a header on the endpoint instead.'
  }
  if (authority === '' || authority.startsWith(':')) return 'The URL names no host. Write one after the //.'
  const fragment = text.indexOf('#')
  if (fragment !== -1)
    return `There is a # at position ${fragment + 1}. A fragment is never sent; remove it, or write %23.`
  return isUrl(text) ? null : 'This is not a URL that can be called. Check the host and the port.'
}

function isUrl(text: string): boolean {
  const url = URL.parse(text)
  if (url === null) return false
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:'
  return isHttp && url.hostname !== '' && url.username === '' && url.password === '' && url.hash === ''
}

function hex(code: number, digits: number): string {
  return code.toString(16).toUpperCase().padStart(digits, '0')
}
