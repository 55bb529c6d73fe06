import { parameterClass } from '#lib/livechat/catalogue.ts'
import { MASK } from '#lib/livechat/mask.ts'

const PAIR = /([?&])([^=&#]*)=([^&#]*)/g

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '))
  } catch {
    return name
  }
}

/** A URL for a page of the log: values in its query that are secret by their name are masked. */
export function showUrl(url: string): string {
  return url.replace(PAIR, (pair, mark: string, name: string) =>
    parameterClass(null, decoded(name)) === 'secret' ? `${mark}${name}=${MASK}` : pair,
  )
}

const PARTS = /^https?:\/\/([^/?#]*)(.*)$/i
const LONGEST = 30
const SHORTEST_PATH = 12

/** Host and path of a URL for a narrow place: of a long path the end is kept, since that is what differs. */
export function shortUrl(url: string): { host: string; path: string } {
  const [, host = url, path = ''] = PARTS.exec(url) ?? []
  const room = Math.max(SHORTEST_PATH, LONGEST - host.length)
  return { host, path: path.length <= room ? path : `…${path.slice(1 - room)}` }
}
