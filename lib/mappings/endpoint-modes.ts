/** How an event is written into the request to its endpoint: the one list. Client-safe: constants only. */
export const ENDPOINT_MODES = {
  'as received': {
    label: 'As received',
    description: 'The method, query and body of the chat server’s own call, byte for byte.',
  },
  GET: {
    label: 'GET',
    description: 'All parameters in the query, those of the call’s query first; no body.',
  },
  'POST form': {
    label: 'POST form',
    description: 'All parameters in the body as a form, their bytes unchanged; none in the query.',
  },
  'POST JSON': {
    label: 'POST JSON',
    description: 'One JSON object of the decoded parameters; a name that repeats has an array of its values.',
  },
} as const satisfies Record<string, { label: string; description: string }>

export type EndpointMode = keyof typeof ENDPOINT_MODES

export const DEFAULT_MODE: EndpointMode = 'as received'

/** The modes as a list, for schemas and forms. The cast is safe: these are the keys of the const above. */
export const ENDPOINT_MODE_NAMES = Object.keys(ENDPOINT_MODES) as [EndpointMode, ...EndpointMode[]]

/** Whether this version knows a mode that the database names. */
export function isEndpointMode(mode: string): mode is EndpointMode {
  return Object.hasOwn(ENDPOINT_MODES, mode)
}
