'use client'

import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import classes from './filter-bar.module.css'

/** The search line: words, taken on Enter. */
export function SearchBox({
  value,
  onChange,
  placeholder,
  label = 'Search words',
}: {
  value: string
  onChange: (value: string) => void
  placeholder: string
  label?: string
}) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  return (
    <search className={classes.search}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onChange(typed.trim())
        }}
      >
        <TextInput
          type="search"
          aria-label={label}
          placeholder={placeholder}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          rightSection={
            typed && <CloseButton size="sm" aria-label="Clear the search" onClick={() => onChange('')} />
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </form>
    </search>
  )
}
