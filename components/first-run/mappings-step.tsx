import { Button } from '@mantine/core'
import Link from 'next/link'
import { TextLink } from '#components/ui/text-link.tsx'
import type { FirstRun } from '#lib/mappings/first-run.ts'
import { Step, type StepState } from './step.tsx'
import classes from './three-steps.module.css'

const SHOWN = 12

export function MappingsStep({ state, firstRun }: { state: StepState; firstRun: FirstRun }) {
  const { mappings, mappedTypes } = firstRun
  if (state !== 'done') {
    return (
      <Step
        number={1}
        state={state}
        title="Say where events go"
        text="The lc_serv.cfg of your chat server says it already: import it, and its lines become the defaults of all licences."
      >
        <div className={classes.deeds}>
          <Button component={Link} href="/config">
            Import lc_serv.cfg
          </Button>
          <Button component={Link} href="/mappings" variant="default">
            Map by hand
          </Button>
        </div>
      </Step>
    )
  }
  const more = mappedTypes.length - SHOWN
  return (
    <Step number={1} state={state} title="Say where events go" text={sayMapped(mappings, mappedTypes.length)}>
      <div className={classes.deeds}>
        {mappedTypes.slice(0, SHOWN).map((eventType) => (
          <code key={eventType} className={classes.chip}>
            {eventType}
          </code>
        ))}
        {more > 0 && <span className={classes.dimmed}>and {more} more</span>}
        <span className={classes.links}>
          <TextLink href="/mappings">Show the mappings</TextLink>
          <TextLink href="/config">Import another file</TextLink>
        </span>
      </div>
    </Step>
  )
}

function sayMapped(all: number, ofDefaults: number): string {
  const own = all - ofDefaults
  const defaults = `${ofDefaults} event ${ofDefaults === 1 ? 'type goes' : 'types go'} somewhere for all licences`
  const licences = `${own} ${own === 1 ? 'mapping is' : 'mappings are'} of one licence`
  if (own === 0) return `${defaults}.`
  return ofDefaults === 0 ? `${licences}.` : `${defaults}, ${licences}.`
}
