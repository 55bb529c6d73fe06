import type { AttemptDetail } from '#lib/delivery-log/types.ts'

/** Quotes for bash; what is not plain text goes as `$'\xNN'`, one byte a character. */
function quote(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`
  const escaped = text.replace(/[^\x20-\x7e]|['\\]/g, (character) => {
    if (character === "'" || character === '\\') return `\\${character}`
    return `\\x${(character.charCodeAt(0) & 0xff).toString(16).padStart(2, '0')}`
  })
  return `$'${escaped}'`
}

/** The same for printf, which can write NUL: no word of a shell can hold it. */
function quoteFormat(text: string): string {
  const escaped = text.replace(/[^\x20-\x7e]|['\\%]/g, (character) =>
    character === '%' ? '%%' : `\\${(character.charCodeAt(0) & 0xff).toString(8).padStart(3, '0')}`,
  )
  return `'${escaped}'`
}

function header([name, value]: [string, string]): string {
  // Without a value curl would leave the header out; this is its spelling of an empty one.
  return `-H ${quote(value.trim() === '' ? `${name};` : `${name}: ${value}`)}`
}

/**
 * An attempt as a curl command for bash. Texts are latin1: one character a byte. Secrets stay masked.
 * @param body the body sent; null when it is too long to be here, then the command reads it from a file.
 */
export function asCurl(
  attempt: Pick<AttemptDetail, 'method' | 'url' | 'requestHeaders' | 'connectTo'>,
  body: string | null,
): string {
  const hasType = attempt.requestHeaders.some(([name]) => name.toLowerCase() === 'content-type')
  const hasBody = body === null || body !== '' || attempt.method === 'POST'
  const isPiped = body?.includes('\0') ?? false
  // Not --data-binary for text: a payload that starts with @ would make curl send a file of whoever runs this.
  const data =
    body === null ? '--data-binary @body.bin' : isPiped ? '--data-binary @-' : `--data-raw ${quote(body)}`
  const command = [
    'curl -i -g',
    `-X ${attempt.method}`,
    // Without host and port before it: whatever the URL names.
    ...(attempt.connectTo === null ? [] : [`--connect-to ${quote(`::${attempt.connectTo}`)}`]),
    ...attempt.requestHeaders.map(header),
    ...(hasBody && !hasType ? ["-H 'content-type:'"] : []),
    ...(hasBody ? [data] : []),
    quote(attempt.url),
  ].join(' \\\n  ')
  if (body === null) return `# The body is too long to stand here: put it into body.bin.\n${command}`
  // -- as a body that starts with - would be taken for an option.
  return isPiped ? `printf -- ${quoteFormat(body)} | ${command}` : command
}
