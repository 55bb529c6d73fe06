import type { Env } from '../env.ts'

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]']

/** What of the environment says where this console is. */
export type OwnAddress = Pick<Env, 'baseUrl' | 'isAnyHost'>

/**
 * The origins under which browsers reach this console: that of BASE_URL; the other names of loopback when it is one
 * of them; when the server listens on every address and no BASE_URL says which is meant, the one the request names.
 * @param host the request's Host header; a page of another site cannot choose it and still have our cookie.
 */
export function ownOrigins({ baseUrl, isAnyHost }: OwnAddress, host: string | null): string[] {
  const base = new URL(baseUrl)
  const port = base.port ? `:${base.port}` : ''
  const origins = [base.origin]
  if (LOOPBACK_NAMES.includes(base.hostname) || isAnyHost) {
    origins.push(...LOOPBACK_NAMES.map((name) => `${base.protocol}//${name}${port}`))
  }
  if (isAnyHost && host !== null) origins.push(`${base.protocol}//${host}`)
  return [...new Set(origins)]
}

/** Whether browsers send Sec-Fetch-* to this address: they do to https and to loopback only. */
export function getsFetchMetadata({ baseUrl, isAnyHost }: OwnAddress): boolean {
  const base = new URL(baseUrl)
  return base.protocol === 'https:' || (!isAnyHost && LOOPBACK_NAMES.includes(base.hostname))
}
