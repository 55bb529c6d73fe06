/** The host of a URL with its port; what is no URL stays as it is. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}

/** A URL without what may be secret in it, its user and its query: what is left tells one script from another. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { host, pathname } = new URL(url)
  return pathname === '/' ? host : `${host}${pathname}`
}
