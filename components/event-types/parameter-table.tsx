import delivery from '#components/deliveries/delivery.module.css'
import { codesOf } from '#lib/livechat/catalogue.ts'
import {
  type EventDescription,
  PARAMETER_CLASSES,
  PARAMETER_TYPES,
  type ParameterDescription,
  type ParameterType,
} from '#lib/livechat/parameter-types.ts'
import classes from './event-types.module.css'

/** The parameters of one of the twelve, as the catalogue has them, and what their classes mean. */
export function ParameterTable({ described }: { described: EventDescription }) {
  const used = new Set(described.parameters.map((parameter) => parameter.class))
  const meanings = Object.entries(PARAMETER_CLASSES).filter(([name]) => [...used].some((one) => one === name))
  return (
    <section aria-labelledby="parameters">
      <h3 id="parameters" className={delivery.heading}>
        Parameters
      </h3>
      <table className={classes.parameters}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">What it is</th>
            <th scope="col">Class</th>
          </tr>
        </thead>
        <tbody>
          {described.parameters.map((parameter) => (
            <Row key={parameter.name} parameter={parameter} />
          ))}
        </tbody>
      </table>
      <dl className={classes.meanings}>
        {meanings.map(([name, meaning]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Where the description says what a value is. */
const SAYS_ENOUGH: ReadonlySet<ParameterType> = new Set(['event type', 'licence'])

function Row({ parameter }: { parameter: ParameterDescription }) {
  const { name, description, type, optional, note } = parameter
  const codes = codesOf(type)
  return (
    <tr>
      <th scope="row">
        <code>{name}</code> {optional && <span className={classes.optional}>optional</span>}
      </th>
      <td>
        {description}
        {!SAYS_ENOUGH.has(type) && <span className={classes.dimmed}>, {PARAMETER_TYPES[type]}</span>}
        {codes && (
          <ul className={classes.codes} aria-label={`Values of ${name}`}>
            {codes.map(({ value, name: named, label }) => (
              <li key={value}>
                <code>{value}</code>
                {named !== value && <code className={classes.dimmed}>{named}</code>}
                <span>{label}</span>
              </li>
            ))}
          </ul>
        )}
        {note && <div className={delivery.note}>{note}</div>}
      </td>
      <td data-class={parameter.class} className={classes.class}>
        {parameter.class}
      </td>
    </tr>
  )
}
