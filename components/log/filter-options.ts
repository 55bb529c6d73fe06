export type FilterOption = { value: string; label: string }

/** What the button of a filter says: the filter's name, with what is chosen when that is short. */
export function summary(label: string, values: readonly string[], options: readonly FilterOption[]): string {
  if (values.length === 0) return label
  const names = values.map((value) => options.find((option) => option.value === value)?.label ?? value)
  return names.length > 2 ? `${label}: ${names.length}` : `${label}: ${names.join(', ')}`
}

/** The options that hold what was typed, in upper or lower case; chosen values that are no option come last. */
export function matching(
  options: readonly FilterOption[],
  values: readonly string[],
  typed: string,
): FilterOption[] {
  const known = new Set(options.map((option) => option.value))
  const strangers = values.filter((value) => !known.has(value)).map((value) => ({ value, label: value }))
  const wanted = typed.trim().toLowerCase()
  return [...options, ...strangers].filter((option) => option.label.toLowerCase().includes(wanted))
}

/** What Enter chooses: the option typed, the only one that is left, or what was typed if it may be anything. */
export function typedValue(
  typed: string,
  found: readonly FilterOption[],
  mayBeAnything: boolean,
): string | null {
  const wanted = typed.trim()
  if (wanted === '') return null
  const exact = found.find((option) => option.label.toLowerCase() === wanted.toLowerCase())
  const only = found.length === 1 ? found[0] : undefined
  return (exact ?? (mayBeAnything ? undefined : only))?.value ?? (mayBeAnything ? wanted : null)
}
