import { Anchor, Button, Group, Text } from '@mantine/core'
import Link from 'next/link'
import { useState, useTransition } from 'react'
import { EndpointUrl } from '#components/mappings/endpoint-url.tsx'
import { ask } from '#components/ui/ask.ts'
import { DEFAULT_MODE } from '#lib/mappings/endpoint-modes.ts'
import type { ListedEndpoint } from '#lib/mappings/list-endpoints.ts'
import type { ListActions } from './endpoint-actions.ts'
import { EndpointCounts } from './endpoint-counts.tsx'
import classes from './endpoint-list.module.css'
import { EndpointMappings } from './endpoint-mappings.tsx'
import { PauseSwitch } from './pause-switch.tsx'
import { sayWaiting } from './say-figures.ts'
import { sayMode } from './say-settings.ts'
import { StateBadge } from './state-badge.tsx'

const DEFAULT_TIMEOUT = 30

/** One endpoint at a glance. */
export function EndpointRow(props: {
  endpoint: ListedEndpoint
  actions: ListActions
  onRemoved: (text: string) => void
}) {
  const { endpoint, actions, onRemoved } = props
  const { id, url, health } = endpoint
  const [problem, setProblem] = useState<string | null>(null)
  const [isRemoving, startRemoving] = useTransition()
  const onRemove = () =>
    startRemoving(async () => {
      const outcome = await ask(actions.remove, { id })
      if (outcome.ok) onRemoved(`${outcome.url} is removed.`)
      else setProblem(outcome.reason)
    })
  return (
    <tr className={classes.row}>
      <td>
        <Anchor component={Link} href={`/endpoints/${id}`} className={classes.url} underline="hover">
          <EndpointUrl url={url} />
        </Anchor>
        <Settings endpoint={endpoint} />
        {problem && (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {problem}
          </Text>
        )}
      </td>
      <td>
        <StateBadge health={health} />
        <div className={classes.waiting}>{sayWaiting(endpoint)}</div>
      </td>
      <td className={classes.mappedCell}>
        <EndpointMappings mappings={endpoint.mappings} />
      </td>
      <td className={classes.day}>
        <EndpointCounts counts={endpoint.last24h} />
      </td>
      <td className={classes.failure}>
        <LastFailure failure={endpoint.lastFailure} />
      </td>
      <td className={classes.right}>
        <Group gap={6} justify="flex-end">
          {endpoint.isRemovable && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              loading={isRemoving}
              onClick={onRemove}
              aria-label={`Remove ${url}`}
            >
              Remove
            </Button>
          )}
          <PauseSwitch endpoint={{ id, url, health }} actions={actions} isSmall />
        </Group>
      </td>
    </tr>
  )
}

/** What is not as usual in how an endpoint is called. */
function Settings({ endpoint: { mode, connectTo, timeoutSeconds } }: { endpoint: ListedEndpoint }) {
  const told = [
    mode !== DEFAULT_MODE && sayMode(mode),
    connectTo !== null && `connects to ${connectTo}`,
    timeoutSeconds !== DEFAULT_TIMEOUT && `time-out ${timeoutSeconds} s`,
  ].filter((one) => one !== false)
  return told.length > 0 && <div className={classes.dimmed}>{told.join(', ')}</div>
}

function LastFailure({ failure }: { failure: ListedEndpoint['lastFailure'] }) {
  if (!failure) return <span className={classes.dimmed}>none in 24 h</span>
  return (
    <>
      {failure.error}{' '}
      <Anchor component={Link} href={`/deliveries/${failure.deliveryId}`} size="sm">
        {failure.status === 'pending' ? 'Tried again' : 'Show it'}
      </Anchor>
    </>
  )
}
