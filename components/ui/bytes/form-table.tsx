import { useMemo } from 'react'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './bytes-view.module.css'
import { formRows } from './form-rows.ts'

/** A form as names and values, decoded, in their order. */
export function FormTable({ bytes, charset, label }: { bytes: Uint8Array; charset: string; label: string }) {
  const { rows, more } = useMemo(() => formRows(bytes, charset), [bytes, charset])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className={classes.form} tabIndex={0}>
      <table aria-label={`${label}, decoded`}>
        <tbody>
          {rows.map(([name, value], index) => (
            <tr key={index}>
              <th scope="row">{showText(name) || <span className={classes.faint}>no name</span>}</th>
              <td>{showText(value, { keepLines: true }) || <span className={classes.faint}>empty</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className={classes.none}>{more.toLocaleString('en-US')} more pairs: see Raw.</p>}
    </div>
  )
}
