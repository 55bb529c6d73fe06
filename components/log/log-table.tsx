'use client'

import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  type Header,
  type RowSelectionState,
  rowSelectionFeature,
  type TableOptions,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { Fragment, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { dayOf, useZone } from '#components/ui/local-time.tsx'
import type { TableLayout } from '#lib/preferences/table-layout.ts'
import classes from './log-table.module.css'
import type { OrderChoice } from './use-log-order.ts'

export const logFeatures = tableFeatures({
  rowSelectionFeature,
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
})

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
  /** How a person has set it up; with it columns can be drawn wider. */
  layout?: { value: TableLayout; onWidths: (widths: Record<string, number>) => void }
  /** Which rows stand first; the head of the first column, the time, turns it. */
  order?: OrderChoice
  /** The row that is open beside the table. */
  openId?: string | null
  /** Opens a row beside the table; without it its link is followed. */
  onOpen?: (id: string) => void
  /** Rows that have come in since the page was read. */
  fresh?: ReadonlySet<string>
}

const NOTHING: RowSelectionState = {}

const NARROWEST = 40

const known = (sizes: Readonly<Record<string, number | undefined>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(sizes).flatMap(([column, width]) => (width === undefined ? [] : [[column, width]])),
  )

function changedWidths(
  before: Readonly<Record<string, number | undefined>>,
  after: Readonly<Record<string, number>>,
): Record<string, number> {
  const changed = Object.entries(after).filter(([column, width]) => before[column] !== width)
  return Object.fromEntries(
    changed.map(([column, width]) => [column, Math.max(NARROWEST, Math.round(width))]),
  )
}

const STEP = 8

/** The edge of a column, to draw with the pointer or to move with the arrow keys. */
function Widener<Row extends LogRow>({
  header,
  onStep,
}: {
  header: Header<typeof logFeatures, Row, unknown>
  onStep: (step: number) => void
}) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key]
    if (step === undefined) return
    event.preventDefault()
    onStep(step)
  }
  return (
    <hr
      className={classes.widener}
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${header.column.id}`}
      aria-valuenow={header.getSize()}
      onMouseDown={header.getResizeHandler()}
      onTouchStart={header.getResizeHandler()}
      onKeyDown={onKeyDown}
    />
  )
}

const SORTS = { newest: 'descending', oldest: 'ascending' } as const

function OrderButton({ order, children }: { order: OrderChoice; children: ReactNode }) {
  const isNewest = order.value === 'newest'
  const Icon = isNewest ? IconArrowDown : IconArrowUp
  return (
    <UnstyledButton
      className={classes.order}
      title={isNewest ? 'Newest first' : 'Oldest first'}
      onClick={() => order.onChange(isNewest ? 'oldest' : 'newest')}
    >
      {children}
      <Icon size={13} stroke={2} aria-hidden="true" />
    </UnstyledButton>
  )
}

const isLink = ({ target }: MouseEvent<HTMLElement>) =>
  target instanceof Element && target.closest(`.${classes.open}`) !== null

/** Most of a row is its link; what lies above that, for its tooltip, opens the row as well. */
function openRow(event: MouseEvent<HTMLTableRowElement>): void {
  const isOther = event.target instanceof Element && event.target.closest('a, button, label, input') !== null
  if (!isOther && getSelection()?.isCollapsed !== false)
    event.currentTarget.querySelector<HTMLAnchorElement>('a')?.click()
}

const STEPS: Record<string, number | undefined> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }

/** From row to row with the arrows, once one of them has the focus, and with j and k where these do nothing else. */
function walkRows(event: KeyboardEvent<HTMLTableSectionElement>, hasOwnKeys: boolean): void {
  const step = hasOwnKeys && !event.key.startsWith('Arrow') ? undefined : STEPS[event.key]
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
  const { label, rows, columns, widths, card, selection, layout, order, openId, onOpen, fresh } = props
  const zone = useZone()
  const sizes = { ...widths, ...layout?.value.widths }
  const table = useTable({
    features: logFeatures,
    columns,
    data: rows,
    getRowId: (row) => row.id,
    state: {
      rowSelection: selection?.chosen ?? NOTHING,
      columnVisibility: Object.fromEntries(layout?.value.hidden.map((column) => [column, false]) ?? []),
      columnSizing: known(sizes),
    },
    columnResizeMode: 'onChange',
    ...(selection && { onRowSelectionChange: selection.onChange }),
    ...(layout && {
      onColumnSizingChange: (update) =>
        layout.onWidths(changedWidths(sizes, typeof update === 'function' ? update(known(sizes)) : update)),
    }),
  })
  const open = (event: MouseEvent<HTMLElement>, id: string) => {
    // A new tab or window is the browser's to open.
    if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    onOpen(id)
  }
  return (
    <div className={classes.room} data-density={layout?.value.density}>
      <table className={classes.table} aria-label={label}>
        <colgroup>
          {selection && <col data-column="choose" style={{ width: 40 }} />}
          {table.getFlatHeaders().map((header) => (
            <col key={header.id} data-column={header.column.id} style={{ width: sizes[header.column.id] }} />
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
              {group.headers.map((header, index) => (
                <th
                  key={header.id}
                  scope="col"
                  data-column={header.column.id}
                  aria-sort={order && index === 0 ? SORTS[order.value] : undefined}
                >
                  {order && index === 0 ? (
                    <OrderButton order={order}>
                      <table.FlexRender header={header} />
                    </OrderButton>
                  ) : (
                    <table.FlexRender header={header} />
                  )}
                  {layout && sizes[header.column.id] !== undefined && (
                    <Widener
                      header={header}
                      onStep={(step) =>
                        layout.onWidths({
                          [header.column.id]: Math.max(NARROWEST, (sizes[header.column.id] ?? 0) + step),
                        })
                      }
                    />
                  )}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody onKeyDown={(event) => walkRows(event, onOpen !== undefined)}>
          {table.getRowModel().rows.map((row, index, all) => {
            const day = dayOf(row.original.receivedAt, zone)
            const before = all[index - 1]
            const isNewDay = !before || dayOf(before.original.receivedAt, zone) !== day
            return (
              <Fragment key={row.id}>
                {isNewDay && (
                  <tr className={classes.day}>
                    {/* Not over all columns: those that have no room are not there, and would be made up. */}
                    <td colSpan={selection ? 2 : 1}>{day}</td>
                  </tr>
                )}
                <tr
                  className={classes.row}
                  onClick={openRow}
                  onClickCapture={(event) => isLink(event) && open(event, row.id)}
                  data-row={row.id}
                  data-chosen={row.getIsSelected() || undefined}
                  data-open={row.id === openId || undefined}
                  data-fresh={fresh?.has(row.id) || undefined}
                >
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
                  {row.getVisibleCells().map((cell) => (
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
          <li
            key={row.id}
            className={classes.card}
            onClickCapture={(event) => isLink(event) && open(event, row.id)}
            data-row={row.id}
            data-chosen={row.getIsSelected() || undefined}
            data-open={row.id === openId || undefined}
            data-fresh={fresh?.has(row.id) || undefined}
          >
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
