'use client'

import { Button, Checkbox, Popover, ScrollArea, Stack, TextInput } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import classes from './filter-bar.module.css'
import { type FilterOption, matching, summary, typedValue } from './filter-options.ts'

/** Shorter lists need no search. */
const SEARCHED_FROM = 10
const MOST_LISTED = 100

type Props = {
  label: string
  options: FilterOption[]
  values: string[]
  onChange: (values: string[]) => void
  /** Names a value that is not among the options; without it only options can be chosen. */
  other?: string
}

/** One filter behind a button: any of the checked values. */
export function FilterMenu({ label, options, values, onChange, other }: Props) {
  const [typed, setTyped] = useState('')
  const found = matching(options, values, typed)
  const add = (event: FormEvent) => {
    event.preventDefault()
    const value = typedValue(typed, found, other !== undefined)
    if (value === null) return
    if (!values.includes(value)) onChange([...values, value])
    setTyped('')
  }
  return (
    <Popover position="bottom-start" trapFocus shadow="md" radius="md" onClose={() => setTyped('')}>
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
        {(other || options.length >= SEARCHED_FROM) && (
          <form onSubmit={add}>
            <TextInput
              placeholder={other ?? 'Find'}
              aria-label={other ?? `Find ${label.toLowerCase()}`}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              mb="xs"
            />
          </form>
        )}
        <Checkbox.Group value={values} onChange={onChange} aria-label={label}>
          <ScrollArea.Autosize mah={320} type="auto">
            <Stack gap={8}>
              {found.slice(0, MOST_LISTED).map((option) => (
                <Checkbox key={option.value} value={option.value} label={option.label} />
              ))}
            </Stack>
          </ScrollArea.Autosize>
        </Checkbox.Group>
        {found.length > MOST_LISTED && (
          <p className={classes.more}>{found.length - MOST_LISTED} more: type to find them.</p>
        )}
        {found.length === 0 && (
          <p className={classes.more}>{other ? 'Enter takes what you typed.' : 'Nothing matches.'}</p>
        )}
        {values.length > 0 && (
          <Button variant="subtle" mt="xs" leftSection={<IconX size={14} />} onClick={() => onChange([])}>
            Any {label.toLowerCase()}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
