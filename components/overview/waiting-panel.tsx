import { sayCount } from '#components/endpoints/say-figures.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'
import type { Waiting } from '#lib/overview/waiting-by-age.ts'
import charts from './chart-panel.module.css'
import classes from './overview.module.css'
import { Panel } from './panel.tsx'
import { sayLong } from './say-numbers.ts'
import { logHref } from './search-params.ts'
import waiting from './waiting-panel.module.css'

/** A sum of bounded counts: bounded as soon as one of them is. */
function sayBoundedSum(counts: readonly number[]): string {
  const sum = counts.reduce((all, count) => all + Math.min(count, COUNT_BOUND), 0)
  return counts.some((count) => count > COUNT_BOUND)
    ? `${sum.toLocaleString('en')}+`
    : sum.toLocaleString('en')
}

/** What has not ended, by how long ago it was made. */
export function WaitingPanel({ waiting: { ages, oldestDueSeconds } }: { waiting: Waiting }) {
  const pending = ages.map((age) => age.pending)
  const held = ages.map((age) => age.held)
  const longest = Math.max(1, ...ages.map((age) => age.pending + age.held))
  const isNone = [...pending, ...held].every((count) => count === 0)
  const width = (count: number) => ({ width: `${(100 * count) / longest}%` })
  return (
    <Panel
      name="waiting"
      title="Waiting, by age"
      note={sayBoundedSum([...pending, ...held])}
      figures={
        <span className={classes.note}>
          {oldestDueSeconds === null ? 'nothing due' : `oldest due for ${sayLong(oldestDueSeconds)}`}
        </span>
      }
    >
      {isNone ? (
        <p className={classes.none}>Nothing waits.</p>
      ) : (
        <>
          <table className={waiting.ages}>
            <thead className={classes.unseen}>
              <tr>
                <th scope="col">Age</th>
                <th scope="col">Pending and held</th>
                <th scope="col">Together</th>
              </tr>
            </thead>
            <tbody>
              {ages.map((age) => (
                <tr key={age.label}>
                  <th scope="row">{age.label}</th>
                  <td>
                    <span className={classes.unseen}>
                      {sayCount(age.pending)} pending, {sayCount(age.held)} held
                    </span>
                    <span className={waiting.ageBar} aria-hidden="true">
                      <span data-status="pending" style={width(age.pending)} />
                      <span data-status="held" style={width(age.held)} />
                    </span>
                  </td>
                  <td>
                    {age.pending + age.held === 0 ? (
                      '0'
                    ) : (
                      <TextLink
                        className={classes.quiet}
                        href={logHref('/deliveries', {
                          status: ['pending', 'held'],
                          since: age.since,
                          until: age.until,
                        })}
                        prefetch={false}
                      >
                        {sayBoundedSum([age.pending, age.held])}
                      </TextLink>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className={charts.legend}>
            <span data-status="pending">pending {sayBoundedSum(pending)}</span>
            <span data-status="held">held {sayBoundedSum(held)}</span>
          </div>
        </>
      )}
    </Panel>
  )
}
