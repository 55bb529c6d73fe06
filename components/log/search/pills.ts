import { type Terms, termKeys } from './term.ts'

/** What a list is narrowed to, by its terms; `search` are words. */
export type Narrowed<Key extends string> = Readonly<
  Partial<Record<Key | 'search', string | readonly string[] | null>>
>

type Pill<Key extends string> = { key: Key | 'search'; text: string }

/**
 * What the list is narrowed to, a pill a key.
 * @param show how a value is shown.
 */
export function pillsOf<Key extends string>(
  narrowed: Narrowed<Key>,
  terms: Terms<Key>,
  show: (key: Key, value: string) => string,
): Pill<Key>[] {
  const pills = termKeys(terms).flatMap((key): Pill<Key>[] => {
    const value: string | readonly string[] | null | undefined = narrowed[key]
    const values = typeof value === 'string' ? [value] : (value ?? [])
    return values.length === 0 ? [] : [{ key, text: values.map((one) => show(key, one)).join(', ') }]
  })
  const { search } = narrowed
  return search ? [...pills, { key: 'search', text: `“${search}”` }] : pills
}

/** The parameters after a line was taken: values of a key are added, words are joined. */
export function addTerms<Key extends string>(
  narrowed: Narrowed<Key>,
  terms: Terms<Key>,
  added: Partial<Record<Key, string[]>>,
  search: string,
): Record<string, string | string[] | null> {
  const change: Record<string, string | string[] | null> = {}
  for (const key of termKeys(terms)) {
    const values = added[key]
    if (!values) continue
    const before: string | readonly string[] | null | undefined = narrowed[key]
    change[key] = terms[key].isSingle
      ? (values.at(-1) ?? null)
      : [...new Set([...(Array.isArray(before) ? before : []), ...values])]
  }
  if (search !== '') change.search = narrowed.search ? `${narrowed.search} ${search}` : search
  return change
}
