/** Whatever encodeURIComponent leaves alone and a URL gives a meaning of its own, as `..` does. */
const LEFT_ALONE = /[.~!'()*]/g

/**
 * The page of a licence. A number can be anything: in the path it stands with `~2F` for `/`, since browsers and
 * servers read `%2F` and `%2E%2E` each in their own way.
 */
export function licenceHref(number: string): string {
  const escaped = encodeURIComponent(number).replace(
    LEFT_ALONE,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `/licences/${escaped.replaceAll('%', '~')}`
}

/** The number in the path of such a page, as Next gives it; null when it is none. */
export function licenceOfPath(segment: string): string | null {
  try {
    const number = decodeURIComponent(decodeURIComponent(segment).replaceAll('~', '%'))
    return number === '' || number.length > 255 || number.includes('\0') ? null : number
  } catch {
    return null
  }
}
