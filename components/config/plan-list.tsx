import type { ReactNode } from 'react'
import { sayUrls } from '#components/mappings/say-urls.ts'
import type { ImportPlan, PlannedChange } from '#lib/lc-serv-cfg/plan.ts'
import classes from './plan.module.css'
import { MARKS, type Mark, PlanMark } from './plan-mark.tsx'
import { sayPlan } from './say-plan.ts'

/** What importing would do, in words: first what cannot be used, then what changes, then what to know. */
export function PlanList({ plan }: { plan: ImportPlan }) {
  const { errors, added, changed, removed, kept, warnings, unchanged } = plan
  return (
    <section className={classes.list} aria-label="What the import would do">
      <h2 className={classes.headline}>{sayPlan(plan)}</h2>
      <Group mark="error" count={errors.length} note="left out unless you mend it">
        {errors.map(({ line, eventType, message }) => (
          <Item key={`${line}`} at={line === null ? [] : [line]} name={eventType} isFault>
            {message} {eventType && `${eventType} stays as it is.`}
          </Item>
        ))}
      </Group>
      <Changes mark="added" changes={added} />
      <Changes mark="changed" changes={changed} />
      <Changes mark="removed" changes={removed} note="mapped now, but without a URL in the file" />
      <Changes mark="kept" changes={kept} note="not named by the file" />
      <Group mark="warning" count={warnings.length}>
        {warnings.map(({ lines, eventType, message }) => (
          <Item key={`${lines.join()} ${message}`} at={lines} name={eventType}>
            {message}
          </Item>
        ))}
      </Group>
      <Changes mark="same" changes={unchanged} />
    </section>
  )
}

function Changes({ mark, changes, note }: { mark: Mark; changes: PlannedChange[]; note?: string }) {
  return (
    <Group mark={mark} count={changes.length} note={note}>
      {changes.map(({ eventType, lines, from, to }) => (
        <Item key={eventType} at={lines} name={eventType}>
          {mark === 'changed' || mark === 'removed' ? (
            <>
              <del>{sayUrls(from)}</del> → {to === null ? 'goes nowhere from here' : sayUrls(to)}
            </>
          ) : (
            sayUrls(to)
          )}
        </Item>
      ))}
    </Group>
  )
}

function Group(props: { mark: Mark; count: number; note?: string; children: ReactNode }) {
  const { mark, count, note, children } = props
  if (count === 0) return null
  const { word, className } = MARKS[mark]
  return (
    <div className={classes.group}>
      <h3 className={classes.groupTitle}>
        <PlanMark mark={mark} />
        <span className={className}>{word.charAt(0).toUpperCase() + word.slice(1)}</span>
        <span className={classes.dimmed} style={{ fontWeight: 400 }}>
          {count.toLocaleString('en')}
          {note && `, ${note}`}
        </span>
      </h3>
      <div className={classes.items}>{children}</div>
    </div>
  )
}

function Item(props: { at: number[]; name: string | null; isFault?: boolean; children: ReactNode }) {
  const { at, name, isFault = false, children } = props
  return (
    <>
      <span className={classes.at}>{at.length > 0 ? at.join(', ') : '–'}</span>
      <span className={classes.type}>{name ?? 'the file'}</span>
      <span className={`${classes.what} ${isFault ? classes.error : ''}`}>{children}</span>
    </>
  )
}
