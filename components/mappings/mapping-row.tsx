import { Button, Popover, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import type { ListedMapping } from '#lib/mappings/list-mappings.ts'
import type { MappingTraffic } from '#lib/mappings/mapping-traffic.ts'
import { DefaultTarget, MappedTo } from './mapped-to.tsx'
import type { SendTestEvent } from './mapping-actions.ts'
import classes from './mapping-table.module.css'
import { TestEventForm } from './test-event-form.tsx'
import { TrafficCell } from './traffic-cell.tsx'

/** Marks the buttons between which the arrow keys move. */
export const ROW_BUTTON = 'data-mapping-row'

/** One event type, closed: where it goes, what came of it in 24 h, and a test event. */
export function MappingRow(props: {
  licence: string | null
  licences: readonly string[]
  mapping: ListedMapping
  traffic: MappingTraffic | undefined
  sendTestEvent: SendTestEvent
  onOpen: () => void
}) {
  const { licence, mapping, onOpen } = props
  const { eventType, effective } = mapping
  return (
    <tr className={classes.row}>
      <td className={classes.type}>{eventType}</td>
      {licence !== null && (
        <td className={`${classes.dimmed} ${classes.defaults}`}>
          <DefaultTarget mapping={mapping} />
        </td>
      )}
      <td className={effective === null ? classes.dimmed : undefined}>
        <div className={classes.targetRow}>
          <UnstyledButton className={classes.target} {...{ [ROW_BUTTON]: eventType }} onClick={onOpen}>
            <VisuallyHidden>Edit the mapping of {eventType}: </VisuallyHidden>
            <MappedTo mapping={mapping} isLicence={licence !== null} />
          </UnstyledButton>
          {effective === null && (
            <Button variant="default" size="compact-xs" onClick={onOpen} aria-label={`Map it: ${eventType}`}>
              Map it
            </Button>
          )}
        </div>
      </td>
      <td className={`${classes.traffic} ${classes.hideBar}`}>
        <TrafficCell traffic={props.traffic} />
      </td>
      <td className={`${classes.right} ${classes.deeds}`}>
        <RowTest {...props} />
      </td>
    </tr>
  )
}

function RowTest({
  licence,
  licences,
  mapping: { eventType, known },
  sendTestEvent,
}: {
  licence: string | null
  licences: readonly string[]
  mapping: ListedMapping
  sendTestEvent: SendTestEvent
}) {
  return (
    <Popover position="bottom-end" width={584} trapFocus shadow="md">
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconSend size={14} aria-hidden />}
          aria-label={`Send test event ${eventType}`}
        >
          Test
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TestEventForm
          eventType={eventType}
          eventTypes={known ? undefined : [eventType]}
          licence={licence ?? licences[0] ?? '1'}
          licences={licences}
          sendTestEvent={sendTestEvent}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
