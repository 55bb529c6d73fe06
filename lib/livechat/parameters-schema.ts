import { z } from 'zod'
import { codesOf, describeEventType } from '#lib/livechat/catalogue.ts'
import {
  PARAMETER_TYPES,
  type ParameterDescription,
  type ParameterType,
} from '#lib/livechat/parameter-types.ts'

// Derived from the catalogue, for forms: what a value may be. It is never a reason to refuse a call.

/** How a value of a type looks, where the page or its nature tells. An empty value is no value. */
const SHAPES: Partial<Record<ParameterType, RegExp>> = {
  'encoded text': /^(?:[^%\s]|%[0-9a-f]{2})*$/i,
  integer: /^\d*$/,
  decimal: /^(?:-?\d+(?:[.,]\d+)?)?$/,
  email: /^(?:[^\s@]+@[^\s@]+)?$/,
  url: /^(?:https?:\/\/\S+)?$/i,
  licence: /\S/,
}

/** What one parameter may be. */
function parameterSchema(eventType: string, { type, optional }: ParameterDescription): z.ZodType {
  const schema = valueSchema(eventType, type)
  return optional ? schema.optional() : schema
}

function valueSchema(eventType: string, type: ParameterType): z.ZodType {
  const error = ({ input }: { input?: unknown }) =>
    input === undefined ? 'This is missing.' : `This is not ${PARAMETER_TYPES[type]}.`
  const codes = codesOf(type)
  if (codes) return z.enum(codes.map((code) => code.value) as [string, ...string[]], { error }) // no list is empty
  if (type === 'event type') return z.literal(eventType, { error })
  const shape = SHAPES[type]
  const text = z.string({ error })
  return shape ? text.regex(shape, { error }) : text
}

/**
 * What the parameters of an event type may be, by name; of an unknown one EVENT and LICENCE only. Names that the
 * catalogue does not have may be anything. Its issues are remarks beside a form, in words.
 */
export function parametersSchema(eventType: string): z.ZodType<Record<string, unknown>> {
  const described = describeEventType(eventType)?.parameters ?? REQUIRED
  const fields = described.map((parameter) => [parameter.name, parameterSchema(eventType, parameter)])
  return z.looseObject(Object.fromEntries(fields))
}

const REQUIRED: readonly ParameterDescription[] =
  describeEventType('LICENCE_INFO')?.parameters.filter(
    ({ name }) => name === 'EVENT' || name === 'LICENCE',
  ) ?? []

/** The remarks on some values, by the name of the parameter. */
export function remarksOn(
  eventType: string,
  values: Readonly<Record<string, string | undefined>>,
): Map<string, string> {
  const parsed = parametersSchema(eventType).safeParse(values)
  const remarks = new Map<string, string>()
  for (const { path, message } of parsed.error?.issues ?? []) remarks.set(String(path[0]), message)
  return remarks
}
