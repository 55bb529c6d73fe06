// What the list of endpoints can be asked for. Client-safe.

/** What of the endpoints is listed, when not all are. */
export const ENDPOINT_FILTERS = {
  failing: { label: 'Failing' },
  paused: { label: 'Paused' },
  waiting: { label: 'With waiting deliveries' },
  unused: { label: 'Not mapped' },
} as const

export type EndpointFilter = keyof typeof ENDPOINT_FILTERS

/** The cast is safe: these are the keys of the const above. */
export const ENDPOINT_FILTER_NAMES = Object.keys(ENDPOINT_FILTERS) as [EndpointFilter, ...EndpointFilter[]]

/** So many of its newest deliveries tell how long an endpoint of the list takes. */
export const LIST_SAMPLE = 500

/** So many of the mappings of an endpoint are told in the list. */
export const MAPPINGS_TOLD = 100
