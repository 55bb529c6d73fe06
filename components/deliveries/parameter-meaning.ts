import { codesOf } from '#lib/livechat/catalogue.ts'
import type { ParameterDescription } from '#lib/livechat/parameter-types.ts'

/**
 * What a coded value stands for, as the protocol's page names it ("ONLINE" for 0); null when it is no code or names
 * itself. A value that is none of the known ones is told.
 */
export function meaningOf(described: ParameterDescription | undefined, value: string): string | null {
  const codes = described && codesOf(described.type)
  if (!codes) return null
  const known = codes.find((code) => code.value === value)
  if (!known) return 'none of the known values'
  return known.name === value ? null : known.name
}

/** What there is to say of a parameter: what it is, and where the protocol's page is odd or silent. */
export function remarkOn(described: ParameterDescription | undefined): string | null {
  if (!described) return null
  return described.note ? `${described.description}. ${described.note}` : described.description
}
