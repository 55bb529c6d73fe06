import { Anchor, Button, Group, Text } from '@mantine/core'
import Link from 'next/link'
import { useState, useTransition } from 'react'
import { EndpointUrl } from '#components/mappings/endpoint-url.tsx'
import { ask } from '#components/ui/ask.ts'
import { showUrl } from '#components/ui/shown-url.ts'
import { sayDone } from '#components/ui/toast/toast.tsx'
import { stateOf } from '#lib/endpoints/endpoint-state.ts'
import type { EndpointGlance } from '#lib/endpoints/list-endpoint-page.ts'
import { DEFAULT_MODE } from '#lib/mappings/endpoint-modes.ts'
import type { ListActions } from './endpoint-actions.ts'
import classes from './endpoint-list.module.css'
import { EndpointMappings } from './endpoint-mappings.tsx'
import { DayCell, FailedCell, TookCell, WaitingCell, WhyCell } from './glance-cells.tsx'
import { PauseSwitch } from './pause-switch.tsx'
import { sayMode } from './say-settings.ts'
import { StateBadge } from './state-badge.tsx'
import { useShownHealth } from './use-shown-health.ts'

const DEFAULT_TIMEOUT = 30
/** In a row there is room for few scopes. */
const SCOPES = 3

/** One endpoint at a glance. */
export function EndpointRow(props: { endpoint: EndpointGlance; actions: ListActions }) {
  const { actions } = props
  const { id, waiting, held } = props.endpoint
  const { health, turn } = useShownHealth(props.endpoint.health, waiting + held > 0)
  const endpoint = { ...props.endpoint, health }
  const url = showUrl(endpoint.url)
  const state = stateOf(health, endpoint.lastHour)
  const isMapped = endpoint.mappings.length > 0
  const [problem, setProblem] = useState<string | null>(null)
  const [isRemoving, startRemoving] = useTransition()
  const onRemove = () =>
    startRemoving(async () => {
      const outcome = await ask(actions.remove, { id })
      if (outcome.ok) sayDone(`${showUrl(outcome.url)} is removed.`)
      else setProblem(outcome.reason)
    })
  return (
    <tr className={classes.row}>
      <td data-column="url">
        <Anchor component={Link} href={`/endpoints/${id}`} className={classes.url} underline="hover">
          <EndpointUrl url={url} />
        </Anchor>
        {isMapped && (
          <EndpointMappings mappings={endpoint.mappings} scopes={SCOPES} isCut={endpoint.mappingsCut} />
        )}
        <Settings endpoint={endpoint} />
        {problem && (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {problem}
          </Text>
        )}
      </td>
      <td data-column="state">
        {state === 'working' && !isMapped ? (
          <span className={classes.dimmed}>Not mapped</span>
        ) : (
          <StateBadge state={state} />
        )}
      </td>
      <td data-column="why">
        <WhyCell endpoint={endpoint} />
      </td>
      <td data-column="day">
        <DayCell endpoint={endpoint} />
      </td>
      <td data-column="failed">
        <FailedCell endpoint={endpoint} />
      </td>
      <td data-column="waiting">
        <WaitingCell endpoint={endpoint} />
      </td>
      <td data-column="took">
        <TookCell durations={endpoint.durations} />
      </td>
      <td data-column="deeds">
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
          <PauseSwitch endpoint={{ id, url, health }} actions={actions} onTurn={turn} isSmall />
        </Group>
      </td>
    </tr>
  )
}

/** What is not as usual in how an endpoint is called. */
function Settings({ endpoint: { mode, connectTo, timeoutSeconds } }: { endpoint: EndpointGlance }) {
  const told = [
    mode !== DEFAULT_MODE && sayMode(mode),
    connectTo !== null && `connects to ${connectTo}`,
    timeoutSeconds !== DEFAULT_TIMEOUT && `time-out ${timeoutSeconds} s`,
  ].filter((one) => one !== false)
  return told.length > 0 && <div className={classes.dimmed}>{told.join(', ')}</div>
}
