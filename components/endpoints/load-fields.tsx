import { Input, NumberInput, SegmentedControl, Text } from '@mantine/core'
import { MAX_IN_FLIGHT, ORDERING_NAMES, ORDERINGS } from '#lib/endpoints/policy.ts'
import classes from './endpoint-page.module.css'
import { SettingsSection } from './settings-section.tsx'
import type { EndpointForm } from './use-endpoint-form.ts'

const ORDERS = ORDERING_NAMES.map((value) => ({ value, label: ORDERINGS[value].label }))

/** How many requests an endpoint gets at once and in a stretch of time, and in which order. */
export function LoadFields({ form }: { form: EndpointForm }) {
  const { draft, change, errorOf } = form
  const isInOrder = draft.inOrderBy !== 'none'
  return (
    <SettingsSection
      title="Load and order"
      hint="Over all dispatchers together. What has to wait stays pending; nothing is lost."
    >
      <div className={classes.row}>
        <NumberInput
          label="At once"
          w={120}
          min={1}
          max={MAX_IN_FLIGHT}
          allowDecimal={false}
          value={draft.maxInFlight}
          onChange={(maxInFlight) => change({ maxInFlight })}
          error={errorOf('maxInFlight')}
        />
        <Input.Wrapper label="Rate" labelElement="div" error={errorOf('rateCount') || errorOf('rateSeconds')}>
          <div className={classes.rate}>
            <NumberInput
              aria-label="Requests of the rate"
              placeholder="no limit"
              w={110}
              min={1}
              allowDecimal={false}
              thousandSeparator=","
              value={draft.rateCount}
              onChange={(rateCount) =>
                change({ rateCount, ...(draft.rateSeconds === '' && rateCount !== '' && { rateSeconds: 1 }) })
              }
            />
            <span>requests in</span>
            <NumberInput
              aria-label="Seconds of the rate"
              suffix=" s"
              placeholder="seconds"
              w={100}
              min={1}
              allowDecimal={false}
              value={draft.rateSeconds}
              onChange={(rateSeconds) => change({ rateSeconds })}
            />
          </div>
        </Input.Wrapper>
      </div>
      <Input.Wrapper label="In order by" labelElement="div" error={errorOf('inOrderBy')}>
        <SegmentedControl
          aria-label="In order by"
          fullWidth
          data={ORDERS}
          value={draft.inOrderBy}
          onChange={(inOrderBy) => change({ inOrderBy })}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {ORDERINGS[draft.inOrderBy].description}
          {isInOrder &&
            ' One that fails holds up those behind it until it arrives, is given up or is cancelled.'}
        </Text>
      </Input.Wrapper>
    </SettingsSection>
  )
}
