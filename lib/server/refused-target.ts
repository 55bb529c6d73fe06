const PATH = /^[^?#]*/

function isWellFormed(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/**
 * Why a request target may not come before Next; null when it may. An absolute target or one with a backslash would
 * have Next redirect to another host, and a broken escape in a path would have it fail. Pure.
 */
export function refusedTarget(target: string): string | null {
  const [path = ''] = PATH.exec(target) ?? []
  if (!path.startsWith('/') || path.startsWith('//')) return 'The request names no path'
  if (path.includes('\\')) return 'The path has a backslash'
  return isWellFormed(path) ? null : 'The path has a broken escape'
}
