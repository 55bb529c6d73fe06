import { showUrl } from '#components/ui/shown-url.ts'
import type { Narrowing } from '../search-params.ts'
import { TERM_KEYS, TERMS, type TermKey } from './terms.ts'

/** What the list is narrowed to, a pill a key: `text` is how its values are shown. */
export function pillsOf(
  params: Narrowing,
  endpoints: ReadonlyMap<string, string>,
): { key: TermKey | 'search'; text: string }[] {
  const terms = TERM_KEYS.flatMap((key) => {
    const value = params[key]
    const values: readonly string[] = typeof value === 'string' ? [value] : (value ?? [])
    if (values.length === 0) return []
    return [{ key, text: values.map((one) => shown(key, one, endpoints)).join(', ') }]
  })
  return params.search ? [...terms, { key: 'search' as const, text: `“${params.search}”` }] : terms
}

function shown(key: TermKey, value: string, endpoints: ReadonlyMap<string, string>): string {
  if (key === 'endpoint') {
    const url = endpoints.get(value)
    return url ? showUrl(url).replace(/^https?:\/\//, '') : value
  }
  return (key === 'since' || key === 'until') && value.includes('T')
    ? `${value.slice(0, 16).replace('T', ' ')} UTC`
    : value
}

/** The parameters after a line was taken: values of a key are added, words are joined. */
export function addTerms(
  params: Narrowing,
  terms: Partial<Record<TermKey, string[]>>,
  search: string,
): Partial<Narrowing> {
  const change: Record<string, unknown> = {}
  for (const [key, values] of Object.entries(terms) as [TermKey, string[]][]) {
    const before = params[key]
    change[key] = TERMS[key].isSingle
      ? values.at(-1)
      : [...new Set([...(Array.isArray(before) ? before : []), ...values])]
  }
  if (search !== '') change.search = params.search ? `${params.search} ${search}` : search
  return change as Partial<Narrowing> // the terms' values were read by the same keys
}
