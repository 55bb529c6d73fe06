const HOME = '/deliveries'

/**
 * Where to go after the log-in: a path of this console, or the deliveries for anything else. What browsers read as
 * another host (`//evil`, `/\evil`, control characters, a scheme) is refused, and so is the log-in itself.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || next.length > 2000) return HOME
  const base = 'http://console.invalid'
  if (/[\\\p{Cc}]/u.test(next) || !URL.canParse(next, base)) return HOME
  const url = new URL(next, base)
  if (url.origin !== base || url.pathname.startsWith('//') || /^\/(login|api|_next)(\/|$)/.test(url.pathname))
    return HOME
  // Next's own parameter of a partial page load.
  url.searchParams.delete('_rsc')
  return `${url.pathname}${url.search}`
}
