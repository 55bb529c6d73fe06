import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './delivery.module.css'

/** Headers as they were, in order. */
export function HeaderList({ headers }: { headers: [string, string][] }) {
  if (headers.length === 0) return <p className={classes.dimmed}>No headers.</p>
  return (
    <table className={classes.headers}>
      <tbody>
        {headers.map(([name, value], index) => (
          <tr key={index}>
            <th scope="row">{showText(name)}</th>
            <td>{showText(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
