import { IconAlertTriangle, IconCircleMinus, IconCornerDownRight, IconLock } from '@tabler/icons-react'
import type { ListedMapping, MappedTo as Target } from '#lib/mappings/list-mappings.ts'
import { EndpointUrl } from './endpoint-url.tsx'
import classes from './mapped-to.module.css'
import { secretsInTheClear } from './say-check.ts'

const ICON = 15

/** Where a scope sends an event type: what it says itself has a rail, what it inherits an arrow and a dashed rail. */
export function MappedTo({ mapping, isLicence }: { mapping: ListedMapping; isLicence: boolean }) {
  const { own, effective, eventType } = mapping
  const isInherited = isLicence && own === null
  const rail = own !== null ? classes.own : isInherited ? classes.inherited : ''
  if (effective === null) return <GoesNowhere isLicence={isLicence} rail={rail} />
  return (
    <div className={`${classes.cell} ${rail}`}>
      <Lines target={effective} isInherited={isInherited} />
      {!isInherited && <ClearTextNote eventType={eventType} target={effective} />}
    </div>
  )
}

function GoesNowhere({ isLicence, rail }: { isLicence: boolean; rail: string | undefined }) {
  if (!isLicence) return <div className={classes.cell}>not mapped</div>
  return (
    <div className={`${classes.cell} ${rail}`}>
      <span className={`${classes.line} ${classes.warning}`}>
        <IconAlertTriangle size={ICON} aria-hidden /> Goes nowhere
      </span>
    </div>
  )
}

function Lines({ target, isInherited }: { target: NonNullable<Target>; isInherited: boolean }) {
  if (target === 'deliver nothing') {
    return (
      <span className={classes.line}>
        {isInherited ? <InheritedArrow /> : <IconCircleMinus size={ICON} aria-hidden />} Deliver nothing
      </span>
    )
  }
  return target.map(({ endpointId, url }) => (
    <span key={endpointId} className={classes.line}>
      {isInherited && <InheritedArrow />}
      <EndpointUrl url={url} isDimmed={isInherited} />
    </span>
  ))
}

function InheritedArrow() {
  return <IconCornerDownRight size={ICON} role="img" aria-label="from the defaults:" />
}

/** Parameters that nobody should read on the way, sent over plain http. */
function ClearTextNote({ eventType, target }: { eventType: string; target: NonNullable<Target> }) {
  const urls = target === 'deliver nothing' ? [] : target.map(({ url }) => url)
  const secrets = urls.map((url) => secretsInTheClear(url, eventType)).find((names) => names.length > 0)
  if (!secrets) return null
  return (
    <span className={classes.note}>
      <IconLock size={ICON} aria-hidden /> {secrets.join(', ')} travels in the clear
    </span>
  )
}

/** What the defaults say, in the column beside a licence's. */
export function DefaultTarget({ mapping }: { mapping: ListedMapping }) {
  const { inherited, known } = mapping
  if (inherited === null) return <>{known ? 'not mapped' : 'not in the catalogue'}</>
  if (inherited === 'deliver nothing') return <>deliver nothing</>
  return inherited.map(({ endpointId, url }) => (
    <div key={endpointId} className={classes.line}>
      <EndpointUrl url={url} isDimmed />
    </div>
  ))
}
