/** The host of a URL with its port; what is no URL stays as it is. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}
