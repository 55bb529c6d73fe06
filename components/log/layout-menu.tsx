'use client'

import { Button, Checkbox, Popover, SegmentedControl, Stack } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import type { LogOrder } from '#lib/delivery-log/types.ts'
import type { TableLayout } from '#lib/preferences/table-layout.ts'
import classes from './layout-menu.module.css'
import toolClasses from './tool.module.css'
import type { OrderChoice } from './use-log-order.ts'

const DENSITIES = [
  { value: 'compact', label: 'Compact' },
  { value: 'normal', label: 'Normal' },
  { value: 'comfortable', label: 'Roomy' },
] as const satisfies { value: TableLayout['density']; label: string }[]

const ORDERS = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
] as const satisfies { value: LogOrder; label: string }[]

/** Which columns a table shows, in which order its rows stand, and how dense. The first column always stays. */
export function LayoutMenu({
  columns,
  layout,
  order,
  onChange,
  onReset,
}: {
  columns: readonly { id: string; label: string }[]
  layout: TableLayout
  order: OrderChoice
  onChange: (change: Partial<TableLayout>) => void
  onReset: () => void
}) {
  const isShown = (id: string) => !layout.hidden.includes(id)
  const toggle = (id: string) =>
    onChange({
      hidden: isShown(id) ? [...layout.hidden, id] : layout.hidden.filter((one) => one !== id),
    })
  return (
    <Popover position="bottom-end" shadow="md" radius="md" trapFocus>
      <Popover.Target>
        <Button variant="default" className={toolClasses.tool} leftSection={<IconColumns3 size={16} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={8}>
          {columns.map(({ id, label }) => (
            <Checkbox key={id} label={label} checked={isShown(id)} onChange={() => toggle(id)} />
          ))}
        </Stack>
        <SegmentedControl
          className={classes.density}
          aria-label="Density"
          data={[...DENSITIES]}
          value={layout.density}
          onChange={(density) => onChange({ density: density as TableLayout['density'] })}
        />
        <SegmentedControl
          className={classes.order}
          aria-label="Order"
          data={[...ORDERS]}
          value={order.value}
          onChange={(value) => order.onChange(value as LogOrder)}
        />
        <Button className={classes.reset} variant="subtle" onClick={onReset}>
          As it was at first
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
