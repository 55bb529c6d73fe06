'use client'

import { Checkbox } from '@mantine/core'
import {
  type RowSelectionState,
  rowSelectionFeature,
  type TableOptions,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { Fragment, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { dayOf, useZone } from '#components/ui/local-time.tsx'
import classes from './log-table.module.css'

export const logFeatures = tableFeatures({ rowSelectionFeature })

type LogRow = { id: string; receivedAt: string }

/** Rows that are chosen, by id; those of other pages stay so. */
export type Selection = {
  chosen: RowSelectionState
  onChange: (change: RowSelectionState | ((before: RowSelectionState) => RowSelectionState)) => void
}

type Props<Row extends LogRow> = {
  label: string
  rows: Row[]
  /** The first column holds the row's link, of the class `open`. */
  columns: TableOptions<typeof logFeatures, Row>['columns']
  /** In px, by column; the one without a width takes the rest. */
  widths: Readonly<Record<string, number | undefined>>
  /** The row where there is no room for a table. */
  card: (row: Row) => ReactNode
  /** Gives each row a box to choose it with. */
  selection?: Selection
}

const NOTHING: RowSelectionState = {}

/** Most of a row is its link; what lies above that, for its tooltip, opens the row as well. */
function openRow(event: MouseEvent<HTMLTableRowElement>): void {
  const isOther = event.target instanceof Element && event.target.closest('a, button, label, input') !== null
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
export function LogTable<Row extends LogRow>(props: Props<Row>) {
  const { label, rows, columns, widths, card, selection } = props
  const zone = useZone()
  const table = useTable({
    features: logFeatures,
    columns,
    data: rows,
    getRowId: (row) => row.id,
    state: { rowSelection: selection?.chosen ?? NOTHING },
    ...(selection && { onRowSelectionChange: selection.onChange }),
  })
  return (
    <div className={classes.room}>
      <table className={classes.table} aria-label={label}>
        <colgroup>
          {selection && <col data-column="choose" style={{ width: 40 }} />}
          {table.getFlatHeaders().map((header) => (
            <col key={header.id} data-column={header.column.id} style={{ width: widths[header.column.id] }} />
          ))}
        </colgroup>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {selection && (
                <th scope="col" data-column="choose">
                  <Checkbox
                    aria-label="Choose all of this page"
                    checked={table.getIsAllPageRowsSelected()}
                    indeterminate={table.getIsSomePageRowsSelected() && !table.getIsAllPageRowsSelected()}
                    onChange={table.getToggleAllPageRowsSelectedHandler()}
                  />
                </th>
              )}
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
                    <td colSpan={columns.length + (selection ? 1 : 0)}>{day}</td>
                  </tr>
                )}
                <tr className={classes.row} onClick={openRow} data-chosen={row.getIsSelected() || undefined}>
                  {selection && (
                    <td data-column="choose">
                      <Checkbox
                        aria-label="Choose"
                        checked={row.getIsSelected()}
                        onClick={row.getToggleSelectedHandler()}
                        onChange={() => {}}
                      />
                    </td>
                  )}
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
        {table.getRowModel().rows.map((row) => (
          <li key={row.id} className={classes.card} data-chosen={row.getIsSelected() || undefined}>
            {card(row.original)}
            {selection && (
              <Checkbox
                className={classes.cardBox}
                aria-label="Choose"
                checked={row.getIsSelected()}
                onClick={row.getToggleSelectedHandler()}
                onChange={() => {}}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
