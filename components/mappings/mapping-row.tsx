import { Button, Loader, Popover, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import type { MappingTraffic } from '#lib/mappings/mapping-traffic.ts'
import { DefaultTarget, MappedTo } from './mapped-to.tsx'
import type { SendTestEvent } from './mapping-actions.ts'
import classes from './mapping-table.module.css'
import { ROW_BUTTON } from './row-focus.ts'
import type { ShownMapping } from './shown-rows.ts'
import { TestEventForm } from './test-event-form.tsx'
import { TrafficCell } from './traffic-cell.tsx'

/** One event type, closed: where it goes, what came of it in 24 h, and a test event. */
export function MappingRow(props: {
  licence: string | null
  licences: readonly string[]
  mapping: ShownMapping
  traffic: MappingTraffic | undefined
  sendTestEvent: SendTestEvent
  onOpen: () => void
}) {
  const { licence, mapping, onOpen } = props
  const { eventType, effective, isSaving = false } = mapping
  return (
    <tr className={classes.row} aria-busy={isSaving}>
      <td className={classes.type}>{eventType}</td>
      {licence !== null && (
        <td className={`${classes.dimmed} ${classes.defaults}`}>
          <DefaultTarget mapping={mapping} />
        </td>
      )}
      <td className={effective === null ? classes.dimmed : undefined}>
        <div className={classes.targetRow}>
          <UnstyledButton
            className={classes.target}
            {...{ [ROW_BUTTON]: eventType }}
            aria-disabled={isSaving || undefined}
            onClick={isSaving ? undefined : onOpen}
          >
            <VisuallyHidden>Edit the mapping of {eventType}: </VisuallyHidden>
            <MappedTo mapping={mapping} isLicence={licence !== null} />
          </UnstyledButton>
          {isSaving && (
            <span className={classes.saving}>
              <Loader size={12} aria-hidden /> Saving…
            </span>
          )}
          {effective === null && !isSaving && (
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
  mapping: ShownMapping
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
