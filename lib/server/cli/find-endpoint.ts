import { type ListedEndpoint, listEndpoints } from '../../mappings/list-endpoints.ts'
import { CommandError } from './output.ts'

/** The endpoint of this URL. @throws CommandError when there is none. */
export async function findEndpoint(url: string): Promise<ListedEndpoint> {
  const endpoint = (await listEndpoints()).find((one) => one.url === url)
  if (!endpoint) throw new CommandError(`There is no endpoint ${url}. Map an event to it first`)
  return endpoint
}
