'use client'

import { type TableOptions, tableFeatures, useTable } from '@tanstack/react-table'
import { Fragment, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { dayOf, useZone } from '#components/ui/local-time.tsx'
import classes from './log-table.module.css'

export const logFeatures = tableFeatures({})

type LogRow = { id: string; receivedAt: string }

type Props<Row extends LogRow> = {
  label: string
  rows: Row[]
  /** The first column holds the row's link, of the class `open`. */
  columns: TableOptions<typeof logFeatures, Row>['columns']
  /** In px, by column; the one without a width takes the rest. */
  widths: Readonly<Record<string, number | undefined>>
  /** The row where there is no room for a table. */
  card: (row: Row) => ReactNode
}

/** Most of a row is its link; what lies above that, for its tooltip, opens the row as well. */
function openRow(event: MouseEvent<HTMLTableRowElement>): void {
  const isOther = event.target instanceof Element && event.target.closest('a, button') !== null
  if (!isOther && getSelection()?.isCollapsed !== false)
    event.currentTarget.querySelector<HTMLAnchorElement>('a')?.click()
}

const STEPS: Record<string, number | undefined> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }

/** From row to row with j and k or the arrows, once one of them has the focus. */
function walkRows(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step = STEPS[event.key]
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
  const links: Element[] = [...event.currentTarget.querySelectorAll(`.${classes.open}`)]
  const at = event.target instanceof Element ? links.indexOf(event.target) : -1
  const next = at === -1 ? undefined : links[at + step]
  if (!(next instanceof HTMLElement)) return
  event.preventDefault()
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
}

/** The rows of a page of the log as a table with a line for each day, or as cards where there is no room for one. */
export function LogTable<Row extends LogRow>({ label, rows, columns, widths, card }: Props<Row>) {
  const zone = useZone()
  const table = useTable({ features: logFeatures, columns, data: rows, getRowId: (row) => row.id })
  return (
    <div className={classes.room}>
      <table className={classes.table} aria-label={label}>
        <colgroup>
          {table.getFlatHeaders().map((header) => (
            <col key={header.id} data-column={header.column.id} style={{ width: widths[header.column.id] }} />
          ))}
        </colgroup>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id} scope="col" data-column={header.column.id}>
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody onKeyDown={walkRows}>
          {table.getRowModel().rows.map((row, index, all) => {
            const day = dayOf(row.original.receivedAt, zone)
            const before = all[index - 1]
            const isNewDay = !before || dayOf(before.original.receivedAt, zone) !== day
            return (
              <Fragment key={row.id}>
                {isNewDay && (
                  <tr className={classes.day}>
                    <td colSpan={columns.length}>{day}</td>
                  </tr>
                )}
                <tr className={classes.row} onClick={openRow}>
                  {row.getAllCells().map((cell) => (
                    <td key={cell.id} data-column={cell.column.id}>
                      <table.FlexRender cell={cell} />
                    </td>
                  ))}
                </tr>
              </Fragment>
            )
          })}
        </tbody>
      </table>
      <ul className={classes.cards} aria-label={label}>
        {rows.map((row) => (
          <li key={row.id} className={classes.card}>
            {card(row)}
          </li>
        ))}
      </ul>
    </div>
  )
}
