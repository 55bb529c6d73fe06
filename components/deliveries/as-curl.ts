import type { AttemptDetail } from '#lib/delivery-log/types.ts'

/** Quotes for a POSIX shell; bytes that are not plain text go as `$'\xNN'`. */
function quote(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`
  const escaped = [...text].map((character) => {
    const code = character.charCodeAt(0)
    if (character === "'" || character === '\\') return `\\${character}`
    return code >= 0x20 && code < 0x7f ? character : `\\x${code.toString(16).padStart(2, '0')}`
  })
  return `$'${escaped.join('')}'`
}

/** An attempt as a curl command. `body` is latin1 text: one character a byte. Secrets stay masked. */
export function asCurl(
  attempt: Pick<AttemptDetail, 'method' | 'url' | 'requestHeaders'>,
  body: string,
): string {
  const headers = attempt.requestHeaders.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`)
  const data = attempt.method === 'POST' ? [`--data-binary ${quote(body)}`] : []
  return ['curl -i', `-X ${attempt.method}`, ...headers, ...data, quote(attempt.url)].join(' \\\n  ')
}
