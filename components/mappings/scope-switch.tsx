'use client'

import { Autocomplete, Button, Popover, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { ListedLicence } from '#lib/mappings/licences.ts'

/** The defaults, or one licence: from the list, or typed. */
export function ScopeSwitch(props: {
  licence: string | null
  licences: readonly ListedLicence[]
  onChoose: (licence: string | null) => void
}) {
  const { licence, licences, onChoose } = props
  const [isPicking, setPicking] = useState(false)
  const choose = (chosen: string) => {
    setPicking(false)
    onChoose(chosen)
  }
  const label = (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
      {licence === null ? 'One licence' : `Licence ${licence}`}
      <IconChevronDown size={14} aria-hidden />
    </span>
  )
  return (
    <Popover opened={isPicking} onChange={setPicking} position="bottom-start" width={280} trapFocus shadow="md">
      <Popover.Target>
        <div>
          <SegmentedControl
            aria-label="Scope"
            size="xs"
            value={licence === null ? 'defaults' : 'licence'}
            data={[
              { value: 'defaults', label: 'Defaults' },
              { value: 'licence', label: <span onPointerDown={() => setPicking(true)}>{label}</span> },
            ]}
            onChange={(value) => (value === 'defaults' ? onChoose(null) : setPicking(true))}
          />
        </div>
      </Popover.Target>
      <Popover.Dropdown>
        <LicencePicker licence={licence} licences={licences} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  )
}

function LicencePicker(props: {
  licence: string | null
  licences: readonly ListedLicence[]
  onChoose: (licence: string) => void
}) {
  const { licences, onChoose } = props
  const [typed, setTyped] = useState('')
  const own = new Map(licences.map((one) => [one.number, one.ownMappings]))
  const number = typed.trim()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (number !== '') onChoose(number)
      }}
    >
      <Stack gap={8}>
        <Autocomplete
          label="Licence"
          placeholder="1520"
          data={licences.map((one) => one.number)}
          limit={50}
          value={typed}
          onChange={setTyped}
          onOptionSubmit={onChoose}
          comboboxProps={{ withinPortal: false }}
          data-autofocus
          renderOption={({ option }) => (
            <span>
              {option.value}
              {own.get(option.value) ? (
                <Text span c="dimmed" size="xs">{` ${own.get(option.value)} of its own`}</Text>
              ) : null}
            </span>
          )}
        />
        <Text size="xs" c="dimmed">
          A licence registers itself with its first event. Type its number to prepare it before.
        </Text>
        <Button type="submit" variant="default" disabled={number === ''}>
          {number === '' || own.has(number) ? 'Show its mappings' : `Register licence ${number}`}
        </Button>
      </Stack>
    </form>
  )
}
