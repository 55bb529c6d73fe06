import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { sayDuration } from '#components/ui/duration.ts'
import type { AtWork } from '#lib/overview/at-work.ts'
import lists from './list-panel.module.css'
import classes from './overview.module.css'
import { Panel } from './panel.tsx'
import { sayBytes, sayLong, sayRate } from './say-numbers.ts'

/** Who is at work, and how well. */
export function WorkPanel({ work: { dispatchers, door, database } }: { work: AtWork }) {
  const alive = dispatchers.filter(({ isAlive }) => isAlive).length
  const days = Math.max(1, Math.round(database.days))
  return (
    <Panel name="work" title="At work">
      <ul className={lists.list} data-of="work">
        {alive === 0 && (
          <Line isWell={false} name="dispatchers" what="none is alive: nothing goes out" beside="" />
        )}
        {dispatchers.map(({ id, host, pid, inFlight, beatSeconds, isAlive }, index) => (
          <Line
            key={id}
            isWell={isAlive}
            name={
              <span title={`${host}, process ${pid}`}>
                {dispatchers.length === 1 ? 'dispatcher' : `dispatcher ${index + 1}`}
              </span>
            }
            what={isAlive ? `${inFlight} in flight` : 'does not answer'}
            beside={`beat ${sayLong(beatSeconds)} ago`}
          />
        ))}
        <Line
          isWell
          name="door"
          what={`${sayRate(door.perMinute)}${door.isBounded ? '+' : ''} calls a minute`}
          beside="over 5 min"
        />
        <Line
          isWell
          name="database"
          what={`answers in ${sayDuration(Math.max(1, database.answerMs))}`}
          beside={`${sayBytes(database.bytes)}, ${days} ${days === 1 ? 'day' : 'days'}`}
        />
      </ul>
    </Panel>
  )
}

function Line(props: { isWell: boolean; name: ReactNode; what: string; beside: string }) {
  const { isWell, name, what, beside } = props
  const Icon = isWell ? IconCheck : IconAlertTriangle
  return (
    <li>
      <Icon size={16} className={lists.sign} data-well={isWell} aria-label={isWell ? 'Well' : 'Not well'} />
      <strong>{name}</strong>
      <span className={lists.beside}>{what}</span>
      <span className={classes.note}>{beside}</span>
    </li>
  )
}
