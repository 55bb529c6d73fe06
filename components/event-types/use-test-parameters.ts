import { useState } from 'react'
import { describeEventType } from '#lib/livechat/catalogue.ts'
import { exampleEvent } from '#lib/livechat/example.ts'
import { findOddities, sayOddity } from '#lib/livechat/oddities.ts'
import type { ParameterDescription } from '#lib/livechat/parameter-types.ts'
import type { Parameter } from '#lib/livechat/parameters.ts'
import { remarksOn } from '#lib/livechat/parameters-schema.ts'

/** One line of the form. A described parameter can be left out, an added one can have any name. */
export type TestField = {
  key: number
  name: string
  value: string
  isSent: boolean
  described: ParameterDescription | null
  isAdded: boolean
}

let lastKey = 0

function fieldsOf(eventType: string, licence: string): TestField[] {
  const described = new Map(describeEventType(eventType)?.parameters.map((one) => [one.name, one]))
  return exampleEvent(eventType, licence).map(([name, value]) => {
    const own = described.get(name) ?? null
    const text = own?.type === 'encoded text' ? decodeURIComponent(value) : value
    lastKey += 1
    return { key: lastKey, name, value: text, isSent: true, described: own, isAdded: false }
  })
}

/** What is sent for a line; what is URL-encoded once more is typed as text. */
function toParameter({ name, value, described }: TestField): Parameter {
  return [name, described?.type === 'encoded text' ? encodeURIComponent(value.toWellFormed()) : value]
}

/** The lines of a test event, what they would send, and what is odd about that. */
export function useTestParameters(eventType: string, licence: string) {
  const [fields, setFields] = useState(() => fieldsOf(eventType, licence))
  const parameters = fields.filter(({ isSent }) => isSent).map(toParameter)
  const first = Object.fromEntries(parameters.toReversed())
  const sent = first.EVENT || eventType
  const change = (key: number, more: Partial<TestField>) =>
    setFields((all) => all.map((field) => (field.key === key ? { ...field, ...more } : field)))
  return {
    fields,
    parameters,
    remarks: remarksOn(eventType, first),
    oddities: findOddities(sent, parameters).map(sayOddity),
    change,
    add: () =>
      setFields((all) => {
        lastKey += 1
        const added = { key: lastKey, name: '', value: '', isSent: true, described: null, isAdded: true }
        return [...all, added]
      }),
    drop: (key: number) => setFields((all) => all.filter((field) => field.key !== key)),
  }
}
