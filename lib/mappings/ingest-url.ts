/** The URL that a chat server calls. `baseUrl` has no slash at its end. Whoever knows it can send events. */
export function ingestUrl(baseUrl: string, token: string): string {
  return `${baseUrl}/rpc/${token}`
}
