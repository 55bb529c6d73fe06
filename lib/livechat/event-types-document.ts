import { codesOf, describeEventType, EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import {
  type EventDescription,
  PARAMETER_CLASSES,
  PARAMETER_TYPES,
  type ParameterDescription,
} from '#lib/livechat/parameter-types.ts'

/** docs/event-types.md, written from the catalogue. */
export function eventTypesDocument(): string {
  const described = EVENT_TYPES.flatMap((eventType) => describeEventType(eventType) ?? [])
  const classes = Object.entries(PARAMETER_CLASSES).map(([name, meaning]) => `- *${name}*: ${meaning}`)
  return `${[
    '# The twelve event types',
    'Written from `lib/livechat/catalogue.ts`; a test keeps it so. In the order of the LIVECHAT RPC page, which is silent or odd in places: the notes say where. Other event types and parameters are kept and delivered as well.',
    `A parameter has a class:\n\n${classes.join('\n')}`,
    "The page writes the agents' states as STATUS_ONLINE and so on; here the names stand without STATUS_.",
    ...described.map(section),
  ].join('\n\n')}\n`
}

function section({ name, directive, description, note, parameters }: EventDescription): string {
  const head = `## ${name}\n\n\`${directive}\` in lc_serv.cfg. ${description}${note ? ` *${note}*` : ''}`
  const rows = parameters.map(row)
  return `${head}\n\n| parameter | what it is | class |\n|---|---|---|\n${rows.join('\n')}`
}

function row(parameter: ParameterDescription): string {
  const { name, description, type, optional, note } = parameter
  const codes = codesOf(type)?.map(({ value, name: named }) =>
    value === named ? value : `${value} ${named}`,
  )
  const says = [
    `${description}: ${codes ? codes.join(', ') : PARAMETER_TYPES[type]}.`,
    ...(optional ? ['Optional.'] : []),
    ...(note ? [`*${note}*`] : []),
  ]
  return `| \`${name}\` | ${says.join(' ')} | ${parameter.class} |`
}
