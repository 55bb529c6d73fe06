'use client'

import { Button, Group, NavLink, Popover, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconClock } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useZone } from '#components/ui/local-time.tsx'
import { parseMoment } from '#lib/delivery-log/moment.ts'
import { startOfDay } from './local-day.ts'
import { SINCE_OPTIONS } from './since.ts'
import classes from './time-menu.module.css'

export type ListTime = { since: string | null; until: string | null }

const DAY_MS = 86_400_000

/** As a field for a local date and time holds it. */
function toField(moment: string | null): string {
  const at = moment === null ? null : parseMoment(moment, Date.now())
  if (at === null) return ''
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

/** Years beyond have no ISO 8601 that everybody reads. */
const LATEST = '9999-12-31T23:59'

const fromField = (value: string) => (value === '' ? null : new Date(value).toISOString())

/** A time for people: a preset by its name, a moment in the viewer's zone. */
export function sayTime({ since, until }: ListTime, zone: string, now = Date.now()): string {
  const preset = SINCE_OPTIONS.find(({ value }) => value === (since ?? ''))
  if (until === null && preset) return preset.label
  const say = (moment: string) => {
    const at = parseMoment(moment, now)
    if (at === null) return moment
    const isNear = Math.abs(now - at) < 300 * DAY_MS
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      day: 'numeric',
      month: 'short',
      ...(isNear ? {} : { year: 'numeric' }),
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at)
  }
  if (since === null) return until === null ? 'Any time' : `Until ${say(until)}`
  return until === null ? `Since ${say(since)}` : `${say(since)} – ${say(until)}`
}

/** From when and until when a list goes. */
export function TimeMenu({ time, onChange }: { time: ListTime; onChange: (time: ListTime) => void }) {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const zone = useZone()
  const choose = (since: string | null) => {
    onChange({ since, until: null })
    close()
  }
  return (
    <Popover opened={isOpen} onDismiss={close} position="bottom-end" shadow="md" radius="md" trapFocus>
      <Popover.Target>
        <Button
          variant={time.since || time.until ? 'light' : 'default'}
          size="sm"
          className={classes.target}
          leftSection={<IconClock size={16} />}
          rightSection={<IconChevronDown size={14} />}
          onClick={toggle}
        >
          {sayTime(time, zone)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <Stack gap={0}>
          {SINCE_OPTIONS.map(({ value, label }) => (
            <Preset
              key={value}
              label={label}
              isActive={time.until === null && (time.since ?? '') === value}
              onChoose={() => choose(value || null)}
            />
          ))}
          <Preset label="Today" onChoose={() => choose(startOfDay('today'))} />
          <Preset label="Since Monday" onChoose={() => choose(startOfDay('monday'))} />
        </Stack>
        <OwnTime
          key={`${time.since} ${time.until}`}
          time={time}
          onChange={(own) => {
            onChange(own)
            close()
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function Preset(props: { label: string; isActive?: boolean; onChoose: () => void }) {
  return (
    <NavLink
      component="button"
      label={props.label}
      active={props.isActive ?? false}
      onClick={props.onChoose}
      className={classes.preset}
    />
  )
}

function OwnTime({ time, onChange }: { time: ListTime; onChange: (time: ListTime) => void }) {
  const [from, setFrom] = useState(toField(time.since))
  const [to, setTo] = useState(toField(time.until))
  const isBackwards = from !== '' && to !== '' && from >= to
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isBackwards) onChange({ since: fromField(from), until: fromField(to) })
  }
  return (
    <form onSubmit={submit} className={classes.own}>
      <TextInput
        type="datetime-local"
        max={LATEST}
        label="From"
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        max={LATEST}
        label="To"
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={isBackwards ? 'It ends before it begins.' : undefined}
      />
      <Group justify="flex-end">
        <Button type="submit" variant="default" disabled={isBackwards || (from === '' && to === '')}>
          Use this time
        </Button>
      </Group>
    </form>
  )
}
