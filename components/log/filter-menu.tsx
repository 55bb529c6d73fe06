'use client'

import { Button, Checkbox, Popover, ScrollArea, Stack, TextInput } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './filter-bar.module.css'

export type FilterOption = { value: string; label: string }

type Props = {
  label: string
  options: FilterOption[]
  values: string[]
  onChange: (values: string[]) => void
  /** Names a value that is not among the options; without it only options can be chosen. */
  other?: string
}

function summary(label: string, values: string[], options: FilterOption[]): string {
  if (values.length === 0) return label
  const names = values.map((value) => options.find((option) => option.value === value)?.label ?? value)
  return names.length > 2 ? `${label}: ${names.length}` : `${label}: ${names.join(', ')}`
}

/** One filter behind a button: any of the checked values. */
export function FilterMenu({ label, options, values, onChange, other }: Props) {
  const [typed, setTyped] = useState('')
  const listed = [
    ...options,
    ...values
      .filter((value) => options.every((option) => option.value !== value))
      .map((value) => ({ value, label: value })),
  ]
  const add = () => {
    const value = typed.trim()
    if (value && !values.includes(value)) onChange([...values, value])
    setTyped('')
  }
  return (
    <Popover position="bottom-start" trapFocus shadow="md" radius="md">
      <Popover.Target>
        <Button
          variant={values.length > 0 ? 'light' : 'default'}
          rightSection={<IconChevronDown size={14} />}
          className={classes.filter}
        >
          {summary(label, values, options)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        {other && (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              add()
            }}
          >
            <TextInput
              placeholder={other}
              aria-label={other}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              mb="xs"
            />
          </form>
        )}
        <Checkbox.Group value={values} onChange={onChange} aria-label={label}>
          <ScrollArea.Autosize mah={320} type="auto">
            <Stack gap={8}>
              {listed.map((option) => (
                <Checkbox key={option.value} value={option.value} label={option.label} />
              ))}
            </Stack>
          </ScrollArea.Autosize>
        </Checkbox.Group>
        {values.length > 0 && (
          <Button variant="subtle" mt="xs" leftSection={<IconX size={14} />} onClick={() => onChange([])}>
            Any {label.toLowerCase()}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
