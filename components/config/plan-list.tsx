import type { ReactNode } from 'react'
import { sayUrls } from '#components/mappings/say-urls.ts'
import { SHOWN, type ShownPlan } from '#lib/lc-serv-cfg/bound-plan.ts'
import type { PlannedChange, PlannedRpcServerIp } from '#lib/lc-serv-cfg/plan.ts'
import { isWholeFile } from '#lib/lc-serv-cfg/whole-file.ts'
import classes from './plan.module.css'
import { LeaveAllOut, WrongLineDeeds } from './plan-errors.tsx'
import { MARKS, type Mark, PlanMark } from './plan-mark.tsx'
import { sayPlan } from './say-plan.ts'
import type { ImportFlow } from './use-import.ts'

/** What importing would do, in words: first what cannot be used, then what changes, then what to know. */
export function PlanList({ plan, flow }: { plan: ShownPlan; flow: ImportFlow }) {
  const { errors, added, changed, removed, kept, warnings, unchanged, rpcServerIp, counts } = plan
  const usable = errors.filter((error) => !isWholeFile(error))
  return (
    <section className={classes.list} aria-label="What the import would do">
      <h2 className={classes.headline}>{sayPlan(plan)}</h2>
      <Group
        mark="error"
        count={counts.errors}
        shown={errors.length}
        before={<LeaveAllOut errors={usable} flow={flow} />}
      >
        {errors.map((error) => (
          <Item
            key={`${error.line} ${error.message}`}
            at={error.line === null ? [] : [error.line]}
            name={error.eventType ?? error.directive ?? null}
            isFault
          >
            {error.message} {!isWholeFile(error) && sayStays(error.eventType ?? 'RPC_SERVER_IP')}
            {!isWholeFile(error) && <WrongLineDeeds key={error.line} error={error} flow={flow} />}
          </Item>
        ))}
      </Group>
      <Changes mark="added" changes={added} count={counts.added} />
      <Changes mark="changed" changes={changed} count={counts.changed} />
      <Changes
        mark="removed"
        changes={removed}
        count={counts.removed}
        note="mapped now, but without a URL in the file"
      />
      {rpcServerIp && <RpcServerIp planned={rpcServerIp} />}
      <Changes mark="kept" changes={kept} count={counts.kept} note="not named by the file" />
      <Group mark="warning" count={counts.warnings} shown={warnings.length}>
        {warnings.map(({ lines, eventType, message }) => (
          <Item key={`${lines.join()} ${message}`} at={lines} name={eventType}>
            {message}
          </Item>
        ))}
      </Group>
      <Changes mark="same" changes={unchanged} count={counts.unchanged} />
    </section>
  )
}

const sayStays = (what: string) => `Left out, ${what} stays as it is.`

function Changes(props: { mark: Mark; changes: PlannedChange[]; count: number; note?: string }) {
  const { mark, changes, count, note } = props
  return (
    <Group mark={mark} count={count} shown={changes.length} note={note}>
      {changes.map(({ eventType, lines, from, to, asComment }) => (
        <Item key={eventType} at={lines} name={eventType}>
          {mark === 'changed' || mark === 'removed' ? (
            <>
              <del>{sayUrls(from)}</del> → {to === null ? 'goes nowhere from then on' : sayUrls(to)}
            </>
          ) : (
            sayUrls(to)
          )}
          {asComment !== undefined && (
            <span className={classes.dimmed}> · line {asComment} is a comment</span>
          )}
        </Item>
      ))}
    </Group>
  )
}

/** Where NEW_LICENCE is sent: a short group of its own. */
function RpcServerIp({ planned }: { planned: PlannedRpcServerIp }) {
  const { mark, line, from, to } = planned
  const isReplaced = mark === 'changed' || mark === 'removed'
  return (
    <Group mark={mark} count={1} shown={1} note="where NEW_LICENCE is sent">
      <Item at={line === null ? [] : [line]} name="RPC_SERVER_IP">
        {isReplaced ? (
          <>
            <del>{from}</del> → {to ?? 'none: NEW_LICENCE goes to the host of its URL'}
          </>
        ) : (
          to
        )}
      </Item>
    </Group>
  )
}

function Group(props: {
  mark: Mark
  count: number
  shown: number
  note?: string
  before?: ReactNode
  children: ReactNode
}) {
  const { mark, count, shown, note, before, children } = props
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
      {before}
      <div className={classes.items}>
        {children}
        {count > shown && (
          <>
            <span />
            <span />
            <span className={classes.dimmed}>and {(count - shown).toLocaleString('en')} more</span>
          </>
        )}
      </div>
    </div>
  )
}

function Item(props: { at: number[]; name: string | null; isFault?: boolean; children: ReactNode }) {
  const { at, name, isFault = false, children } = props
  const more = at.length >= SHOWN.numbers ? ', …' : ''
  return (
    <>
      <span className={classes.at}>{at.length > 0 ? `${at.join(', ')}${more}` : '–'}</span>
      <span className={classes.type}>{name ?? 'the file'}</span>
      <span className={`${classes.what} ${isFault ? classes.error : ''}`}>{children}</span>
    </>
  )
}
