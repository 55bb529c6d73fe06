import { ActionIcon, Button, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import type { EndpointActions } from './endpoint-actions.ts'
import classes from './endpoint-page.module.css'
import { SettingsSection } from './settings-section.tsx'

/** A header as it is typed; `isKept`: its value is the one that is there, which nobody is shown. */
type Row = { key: number; name: string; value: string; isKept: boolean }
type Problem = { index: number | null; reason: string }

const rowsOf = (names: readonly string[]): Row[] =>
  names.map((name, key) => ({ key, name, value: '', isKept: true }))

/** The headers that every request carries besides the usual ones. Values can be written, and not read. */
export function HeadersForm({
  endpointId,
  names,
  save,
}: {
  endpointId: string
  names: string[]
  save: EndpointActions['setHeaders']
}) {
  const [rows, setRows] = useState(() => rowsOf(names))
  const [nextKey, setNextKey] = useState(names.length)
  const [isChanged, setChanged] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSaved, setSaved] = useState(false)
  const [isSaving, start] = useTransition()
  const change = (next: Row[]) => {
    setRows(next)
    setChanged(true)
    setProblem(null)
    setSaved(false)
  }
  const edit = (key: number, part: Partial<Row>) =>
    change(rows.map((row) => (row.key === key ? { ...row, ...part } : row)))
  const submit = () =>
    start(async () => {
      const headers = rows.map(({ name, value, isKept }): [string, string | null] => [
        name,
        isKept ? null : value,
      ])
      const outcome = await ask(save, { endpointId, headers })
      if (!outcome.ok)
        return setProblem({ index: 'index' in outcome ? outcome.index : null, reason: outcome.reason })
      setRows(rowsOf(outcome.names))
      setNextKey(outcome.names.length)
      setChanged(false)
      setSaved(true)
    })
  return (
    <SettingsSection
      title="Own headers"
      hint="Every request carries them. Their values are kept sealed and shown to nobody again."
    >
      <form
        aria-label="Own headers"
        noValidate
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {rows.length === 0 && <Text c="dimmed">None.</Text>}
        {rows.map((row, index) => (
          <div key={row.key} className={classes.header}>
            <TextInput
              className={classes.headerName}
              aria-label="Header name"
              placeholder="x-api-key"
              autoComplete="off"
              spellCheck={false}
              value={row.name}
              readOnly={row.isKept}
              onChange={(event) => edit(row.key, { name: event.currentTarget.value })}
              error={problem?.index === index && problem.reason}
            />
            <TextInput
              className={classes.grow}
              aria-label={`Value of ${row.name || 'the header'}`}
              placeholder={row.isKept ? 'kept; type to replace it' : 'value'}
              autoComplete="off"
              spellCheck={false}
              value={row.value}
              onChange={(event) => edit(row.key, { value: event.currentTarget.value, isKept: false })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${row.name || 'the header'}`}
              onClick={() => change(rows.filter((one) => one.key !== row.key))}
            >
              <IconX size={16} />
            </ActionIcon>
          </div>
        ))}
        {problem && problem.index === null && (
          <Text role="alert" c="var(--mantine-color-error)">
            {problem.reason}
          </Text>
        )}
        <div className={classes.deeds}>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            onClick={() => {
              change([...rows, { key: nextKey, name: '', value: '', isKept: false }])
              setNextKey(nextKey + 1)
            }}
          >
            Add header
          </Button>
          {isChanged && (
            <Button type="submit" variant="light" loading={isSaving}>
              Save headers
            </Button>
          )}
          {isSaved && (
            <Text role="status" c="var(--bh-succeeded)">
              Saved.
            </Text>
          )}
        </div>
      </form>
    </SettingsSection>
  )
}
