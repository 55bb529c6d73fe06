import { Kbd, VisuallyHidden } from '@mantine/core'
import { Fragment, type KeyboardEvent, type ReactNode } from 'react'
import type { ListedMapping } from '#lib/mappings/list-mappings.ts'
import type { MappingTraffic } from '#lib/mappings/mapping-traffic.ts'
import type { ScopeRpcServerIp } from '#lib/mappings/rpc-server-ip.ts'
import { EndpointUrl } from './endpoint-url.tsx'
import { DefaultTarget } from './mapped-to.tsx'
import type { MappingActions } from './mapping-actions.ts'
import { MappingEditor } from './mapping-editor.tsx'
import { MappingRow } from './mapping-row.tsx'
import classes from './mapping-table.module.css'
import { OPEN_ROW, ROW_BUTTON } from './row-focus.ts'
import { RpcServerLine } from './rpc-server-line.tsx'
import type { ShownMapping } from './shown-rows.ts'
import type { Editors } from './use-editors.ts'
import type { Saving } from './use-mapping-form.ts'

type Props = {
  licence: string | null
  licences: readonly string[]
  rows: ShownMapping[]
  traffic: MappingTraffic[]
  rpcServerIp: ScopeRpcServerIp
  actions: MappingActions
  editors: Editors
  /** What a row does while it is saved, by its event type. */
  savingOf: (eventType: string) => Saving
}

/** Event type × where it goes, edited in place; in a licence the defaults stand beside. */
export function MappingTable(props: Props) {
  const { licence, rows, traffic, actions, editors } = props
  const byType = new Map(traffic.map((one) => [one.eventType, one]))
  return (
    <table
      className={`${classes.table} ${licence === null ? '' : classes.hasLicence}`}
      onKeyDown={moveAmongRows}
    >
      <colgroup>
        <col className={classes.colType} />
        {licence !== null && <col className={classes.colDefaults} />}
        <col />
        <col className={classes.colTraffic} />
        <col className={classes.colDeeds} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Event type</th>
          {licence !== null && (
            <th scope="col" className={classes.defaults}>
              Defaults
            </th>
          )}
          <th scope="col" className={classes.indented}>
            {licence === null ? 'Defaults' : `Licence ${licence}`}
          </th>
          <th scope="col" className={`${classes.right} ${classes.traffic}`}>
            Last 24 h, succeeded
          </th>
          <th scope="col">
            <VisuallyHidden>Test event</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((mapping) => (
          <Fragment key={mapping.eventType}>
            {editors.editors.has(mapping.eventType) && <OpenRow {...props} mapping={mapping} />}
            {editors.editors.get(mapping.eventType) !== 'shown' && (
              <MappingRow
                licence={licence}
                licences={props.licences}
                mapping={mapping}
                traffic={byType.get(mapping.eventType)}
                sendTestEvent={actions.sendTestEvent}
                onOpen={() => editors.open(mapping.eventType)}
              />
            )}
            {mapping.eventType === 'NEW_LICENCE' && (
              <tr className={classes.rpcServer}>
                <td />
                {licence !== null && <td className={classes.defaults} />}
                <td colSpan={3}>
                  <RpcServerLine
                    licence={licence}
                    rpcServerIp={props.rpcServerIp}
                    setRpcServerIp={actions.setRpcServerIp}
                  />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

function OpenRow({
  licence,
  licences,
  mapping,
  actions,
  editors,
  savingOf,
}: Props & { mapping: ShownMapping }) {
  const { eventType } = mapping
  return (
    <tr
      className={classes.open}
      hidden={editors.editors.get(eventType) === 'saving'}
      {...{ [OPEN_ROW]: eventType }}
    >
      <td className={classes.type}>
        {eventType}
        <dl className={classes.inForce}>
          <dt>In force now</dt>
          <InForce target={mapping.effective} />
        </dl>
      </td>
      {licence !== null && (
        <td className={`${classes.dimmed} ${classes.defaults}`}>
          <DefaultTarget mapping={mapping} />
        </td>
      )}
      <td colSpan={3}>
        <MappingEditor
          licence={licence}
          licences={licences}
          mapping={mapping}
          actions={actions}
          saving={savingOf(eventType)}
          onClose={() => editors.close(eventType)}
        />
      </td>
    </tr>
  )
}

function InForce({ target }: { target: ListedMapping['effective'] }) {
  if (!Array.isArray(target)) return <dd>{target ?? 'goes nowhere'}</dd>
  return target.map(({ endpointId, url }) => (
    <dd key={endpointId}>
      <EndpointUrl url={url} isDimmed />
    </dd>
  ))
}

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }

/** The arrow keys go from row to row; Enter opens the one with the focus, as it does any button. */
function moveAmongRows(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key]
  const from = event.target instanceof Element ? event.target.closest<HTMLElement>(`[${ROW_BUTTON}]`) : null
  if (step === undefined || from === null) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(`[${ROW_BUTTON}]`)]
  buttons[buttons.indexOf(from) + step]?.focus()
  event.preventDefault()
}

/** Under the table: what belongs there, and the keys. */
export function MappingTableFoot({ children }: { children: ReactNode }) {
  return (
    <div className={classes.foot}>
      {children}
      <span className={classes.keys}>
        <Kbd size="xs">↑</Kbd>
        <Kbd size="xs">↓</Kbd> move <Kbd size="xs">Enter</Kbd> edit and save <Kbd size="xs">Esc</Kbd> leave it
      </span>
    </div>
  )
}
