import { ReplayMissing } from '#components/bulk/replay-missing.tsx'
import { ResendFailedOf } from '#components/bulk/resend-failed.tsx'
import { Said } from '#components/ui/saying.tsx'
import { stateOf } from '#lib/endpoints/endpoint-state.ts'
import type { EndpointDetail } from '#lib/endpoints/get-endpoint.ts'
import type { EndpointActions } from './endpoint-actions.ts'
import classes from './endpoint-page.module.css'
import { PauseSwitch } from './pause-switch.tsx'
import { sayWorking } from './say-figures.ts'
import { sayHealth } from './say-health.ts'
import { StateBadge } from './state-badge.tsx'
import { useShownHealth } from './use-shown-health.ts'

/** How an endpoint is, why, what is next, and the switch that pauses it. */
export function EndpointHead({ endpoint, actions }: { endpoint: EndpointDetail; actions: EndpointActions }) {
  const { id, settings, figures } = endpoint
  const { health, turn } = useShownHealth(endpoint.health, figures.waiting + figures.held > 0)
  const state = stateOf(health, figures.lastHour)
  return (
    <section className={classes.head} aria-label="State">
      <div>
        <StateBadge state={state} />
        <h2 className={classes.headline}>
          {state === 'working' ? sayWorking(figures) : <Said saying={sayHealth(health, figures.lastHour)} />}
        </h2>
      </div>
      <div className={classes.headDeeds}>
        <ResendFailedOf endpointId={id} actions={actions.bulk} />
        <ReplayMissing endpointId={id} actions={actions.bulk} />
        <PauseSwitch endpoint={{ id, url: settings.url, health }} actions={actions} onTurn={turn} />
      </div>
    </section>
  )
}
