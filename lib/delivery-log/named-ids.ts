import type { Read } from '#lib/delivery-log/read-log.ts'
import { UnknownName } from '#lib/delivery-log/unknown-name.ts'

const MOST_ENDPOINTS = 1000

// What follows the ? of a URL, and what stands before its host, may be secret: nobody is told by what is found.
const ENDPOINTS = `
SELECT id FROM endpoint, LATERAL regexp_replace(split_part(url, '?', 1), '//[^/@]*@', '//') AS shown
WHERE strpos(lower(shown), lower($1)) > 0 LIMIT ${MOST_ENDPOINTS}`

/** The endpoints that have each of these in their URL. @throws UnknownName */
export async function endpointIds(read: Read, names: string[]): Promise<string[]> {
  const found: string[] = []
  for (const name of names) {
    const rows = await read<{ id: string }>(ENDPOINTS, [name])
    if (rows.length === 0) throw new UnknownName(`endpoint: no endpoint has “${name}” in its URL.`)
    found.push(...rows.map((row) => row.id))
  }
  return found
}

/** The chat servers that are called so, whatever the case. @throws UnknownName */
export async function chatServerIds(read: Read, names: string[]): Promise<string[]> {
  const found: string[] = []
  for (const name of names) {
    const rows = await read<{ id: string }>('SELECT id FROM chat_server WHERE lower(name) = lower($1)', [
      name,
    ])
    if (rows.length === 0) throw new UnknownName(`server: no chat server is called “${name}”.`)
    found.push(...rows.map((row) => row.id))
  }
  return found
}
