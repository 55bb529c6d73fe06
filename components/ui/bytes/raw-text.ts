// Control characters but for tab, line feed and carriage return.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is them that are looked for
const NO_TEXT = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/

/** Bytes as the text that they are in their charset; null when they are none: broken, or with control characters. */
export function rawText(bytes: Uint8Array, charset: string): string | null {
  try {
    const text = new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes)
    return NO_TEXT.test(text) ? null : text
  } catch {
    return null
  }
}
