import { saysSecret } from '#lib/livechat/catalogue.ts'

/** A form as an object: a name that comes once is a string (or file), one that comes more often an array of them. */
export function formToInput(form: FormData): Record<string, FormDataEntryValue | FormDataEntryValue[]> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith('$ACTION'))
  const entries = names.map((name) => {
    const all = form.getAll(name)
    return [name, all.length === 1 && all[0] !== undefined ? all[0] : all] as const
  })
  return Object.fromEntries(entries)
}

/** The short texts of what was submitted, to fill the form again. Secrets stay out: they would go into the page. */
export function shownValues(input: unknown): Record<string, string> {
  if (typeof input !== 'object' || input === null) return {}
  const texts = Object.entries(input).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !saysSecret(entry[0]),
  )
  return Object.fromEntries(texts)
}
