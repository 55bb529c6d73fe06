'use client'

import type { ReactNode } from 'react'
import { Follow } from '#components/log/follow.tsx'
import type { EndpointDetail } from '#lib/endpoints/get-endpoint.ts'
import { CredentialsForm } from './credentials-form.tsx'
import type { EndpointActions } from './endpoint-actions.ts'
import { EndpointFigures } from './endpoint-figures.tsx'
import { EndpointHead } from './endpoint-head.tsx'
import { EndpointMappings } from './endpoint-mappings.tsx'
import classes from './endpoint-page.module.css'
import { HeadersForm } from './headers-form.tsx'
import { RequestPreview } from './request-preview.tsx'
import { SettingsForm } from './settings-form.tsx'
import { SigningSection } from './signing-section.tsx'
import { useEndpointForm } from './use-endpoint-form.ts'

/** An endpoint: how it is, what waits for it, and how it is called, beside the request that this makes. */
export function EndpointView({
  endpoint,
  version,
  now,
  past,
  actions,
}: {
  endpoint: EndpointDetail
  /** Bellhop's own, as requests carry it. */
  version: string
  /** When the page was made (ISO). */
  now: string
  /** What became of its deliveries, read apart: it may take longer, or fail. */
  past: ReactNode
  actions: EndpointActions
}) {
  const { id, settings, health, mappings } = endpoint
  const form = useEndpointForm({ id, settings, update: actions.update })
  const isProbed = health.pausedAt === null && health.breaker !== 'closed'
  const also = [
    ...endpoint.headerNames,
    ...(endpoint.credentials.kind === 'none' ? [] : ['authorization']),
    ...(endpoint.signingKeys.length > 0 ? ['webhook-signature'] : []),
  ]
  return (
    <div className={classes.page}>
      <Follow due={isProbed ? [health.probeAt] : []} />
      <EndpointHead endpoint={endpoint} actions={actions} />
      <EndpointFigures endpoint={endpoint} />
      {past}
      <div className={classes.columns}>
        <div className={classes.main}>
          <SettingsForm url={settings.url} form={form} />
          <div className={classes.panel}>
            <HeadersForm endpointId={id} names={endpoint.headerNames} save={actions.setHeaders} />
            <CredentialsForm endpointId={id} known={endpoint.credentials} save={actions.setCredentials} />
            <SigningSection endpointId={id} keys={endpoint.signingKeys} actions={actions} />
          </div>
        </div>
        <aside className={classes.aside}>
          <section aria-label="Mapped for">
            <h3 className={classes.sectionTitle}>Mapped for</h3>
            <EndpointMappings mappings={mappings} />
          </section>
          <RequestPreview endpoint={endpoint} draft={form.draft} version={version} now={now} also={also} />
        </aside>
      </div>
    </div>
  )
}
