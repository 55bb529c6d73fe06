import { Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import { checkUrl } from '#lib/lc-serv-cfg/check-url.ts'
import { MAX_TIMEOUT_SECONDS } from '#lib/mappings/limits.ts'
import type { ListedEndpoint } from '#lib/mappings/list-endpoints.ts'
import type { EndpointActions } from './endpoint-actions.ts'
import classes from './endpoint-list.module.css'

type Field = 'url' | 'timeoutSeconds'

/** Mends an endpoint in its row: mappings and open deliveries follow the URL. */
export function EndpointEditor(props: {
  endpoint: ListedEndpoint
  update: EndpointActions['update']
  onSaved: (text: string) => void
  onClose: () => void
}) {
  const { endpoint, update, onSaved, onClose } = props
  const [url, setUrl] = useState(endpoint.url)
  const [timeout, setTimeoutSeconds] = useState<number | string>(endpoint.timeoutSeconds)
  const [problem, setProblem] = useState<{ field: Field | null; reason: string } | null>(null)
  const [isSaving, startSaving] = useTransition()
  const errorOf = (field: Field) => problem?.field === field && problem.reason

  const save = () => {
    const checked = checkUrl(url.trim())
    if (!checked.ok) return setProblem({ field: 'url', reason: checked.reason })
    setProblem(null)
    startSaving(async () => {
      const outcome = await ask(update, {
        id: endpoint.id,
        url: checked.url,
        timeoutSeconds: Number(timeout),
      })
      if (outcome.ok) onSaved(sayMended(endpoint, checked.url, outcome.revisions.length))
      else setProblem({ field: 'field' in outcome ? outcome.field : null, reason: outcome.reason })
    })
  }
  return (
    <form
      aria-label={`Endpoint ${endpoint.url}`}
      noValidate
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Stack gap={8}>
        <div className={classes.fields}>
          <TextInput
            className={classes.url}
            label="URL"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            value={url}
            onChange={(event) => {
              setUrl(event.currentTarget.value)
              setProblem(null)
            }}
            error={errorOf('url')}
          />
          <NumberInput
            label="Time-out"
            suffix=" s"
            w={120}
            min={1}
            max={MAX_TIMEOUT_SECONDS}
            allowDecimal={false}
            value={timeout}
            onChange={setTimeoutSeconds}
            error={errorOf('timeoutSeconds')}
          />
        </div>
        {problem?.field === null && (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {problem.reason}
          </Text>
        )}
        <Group justify="space-between" gap={8}>
          <Text size="xs" c="dimmed">
            Its mappings and the deliveries that are on their way go to the new URL. The exported files change
            with it.
          </Text>
          <Group gap={8} ml="auto">
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button type="submit" loading={isSaving}>
              Save
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  )
}

function sayMended(endpoint: ListedEndpoint, url: string, scopes: number): string {
  if (endpoint.url === url) return `The time-out of ${url} is saved.`
  const where =
    scopes === 0
      ? 'Nothing maps it yet.'
      : `The mappings of ${scopes === 1 ? '1 scope' : `${scopes} scopes`} follow.`
  return `${endpoint.url} is now ${url}. ${where}`
}
