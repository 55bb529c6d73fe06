/** A sentence of our own about an error, without the advice behind it. */
export function firstSentence(text: string): string {
  return /^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text
}
