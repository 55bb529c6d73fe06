'use client'

import { Autocomplete, Button, Popover, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { ListedLicence } from '#lib/mappings/licences.ts'
import classes from './scope-switch.module.css'

/** The defaults, or one licence: from the list, or typed. `whole` names the first choice. */
export function ScopeSwitch(props: {
  licence: string | null
  licences: readonly ListedLicence[]
  onChoose: (licence: string | null) => void
  whole?: string
}) {
  const { licence, licences, onChoose, whole = 'Defaults' } = props
  const [isPicking, setPicking] = useState(false)
  return (
    <fieldset className={classes.switch} aria-label="Scope">
      <UnstyledButton
        className={classes.choice}
        aria-pressed={licence === null}
        onClick={() => onChoose(null)}
      >
        {whole}
      </UnstyledButton>
      <Popover
        opened={isPicking}
        onChange={setPicking}
        position="bottom-start"
        width={280}
        trapFocus
        shadow="md"
      >
        <Popover.Target>
          <UnstyledButton
            className={classes.choice}
            aria-pressed={licence !== null}
            onClick={() => setPicking((before) => !before)}
          >
            {licence === null ? 'One licence' : `Licence ${licence}`}
            <IconChevronDown size={14} aria-hidden />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <LicencePicker
            licences={licences}
            onChoose={(chosen) => {
              setPicking(false)
              onChoose(chosen)
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </fieldset>
  )
}

function LicencePicker(props: { licences: readonly ListedLicence[]; onChoose: (licence: string) => void }) {
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
          size="xs"
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
