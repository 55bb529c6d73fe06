import { type ListedEndpoint, listEndpoints } from '../../mappings/list-endpoints.ts'
import { CommandError } from './output.ts'

/** What `--help` says of an argument or option that names an endpoint. */
export const ENDPOINT_HELP = 'its URL, a part of that which fits no other, or its id'

const MOST_LISTED = 20

const notFound = (given: string) =>
  new CommandError(
    URL.canParse(given)
      ? `There is no endpoint ${given}. Map an event to it first`
      : `No endpoint has ${given} in its URL, or as its id. See: npx bellhop endpoint list`,
  )

function several(given: string, fitting: ListedEndpoint[]): CommandError {
  const listed = fitting.slice(0, MOST_LISTED).map(({ id, url }) => `  ${id}  ${url}`)
  const more = fitting.length > MOST_LISTED ? [`  and ${fitting.length - MOST_LISTED} more`] : []
  const what = `${given} fits ${fitting.length} endpoints. Give more of the URL, or the id:`
  return new CommandError([what, ...listed, ...more].join('\n'))
}

/**
 * The endpoint that a person names: by its URL, else its id, else a part of the URL in any case. Which one a part
 * fits goes to standard error.
 * @throws CommandError when there is none, or with a list when a part fits several.
 */
export async function findEndpoint(given: string): Promise<ListedEndpoint> {
  const endpoints = await listEndpoints()
  const wanted = given.trim().toLowerCase()
  if (wanted === '') throw new CommandError(`Say which endpoint: ${ENDPOINT_HELP}`)
  const named = endpoints.find(({ url }) => url === given) ?? endpoints.find(({ id }) => id === wanted)
  if (named) return named
  const fitting = endpoints.filter(({ url }) => url.toLowerCase().includes(wanted))
  const [only, ...others] = fitting
  if (!only) throw notFound(given)
  if (others.length > 0) throw several(given, fitting)
  process.stderr.write(`bellhop: ${given} is taken as ${only.url}\n`)
  return only
}
