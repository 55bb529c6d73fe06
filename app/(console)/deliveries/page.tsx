import { IconSearchOff } from '@tabler/icons-react'
import type { Metadata } from 'next'
import type { inferParserType } from 'nuqs/server'
import { Suspense } from 'react'
import { DeliveryFilters } from '#components/deliveries/delivery-filters.tsx'
import { DeliveryList } from '#components/deliveries/delivery-list.tsx'
import {
  deliveriesHref,
  type deliveryParams,
  loadDeliveryParams,
} from '#components/deliveries/search-params.ts'
import { ThreeSteps } from '#components/first-run/three-steps.tsx'
import { ListSkeleton } from '#components/log/list-skeleton.tsx'
import { LiveSwitch } from '#components/log/live-switch.tsx'
import { LogList } from '#components/log/log-list.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { showUrl } from '#components/ui/shown-url.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { listDeliveries } from '#lib/delivery-log/list-deliveries.ts'
import { hasAnyDelivery } from '#lib/delivery-log/log-facts.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { firstRun } from '#lib/mappings/first-run.ts'
import { listLicences } from '#lib/mappings/licences.ts'
import { listEndpointNames } from '#lib/mappings/list-endpoint-names.ts'
import { addChatServer } from '../chat-servers/actions.ts'
import { sendTestEvent } from '../mappings/actions.ts'
import { planRun, startRun } from '../runs/actions.ts'

export const metadata: Metadata = { title: 'Deliveries' }

type Params = inferParserType<typeof deliveryParams>

/** What the list is narrowed to, without the page of it. */
function filtersOf({ status, licence, event, endpoint, since, search }: Params) {
  return {
    status,
    licence,
    eventType: event,
    endpointId: endpoint,
    ...(since && { since }),
    ...(search && { search }),
  }
}

function read(params: Params) {
  const { before, after } = params
  return listDeliveries({ ...filtersOf(params), ...(before && { before }), ...(after && { after }) })
}

export default async function DeliveriesPage({ searchParams }: PageProps<'/deliveries'>) {
  await requireSession()
  const params = await loadDeliveryParams(searchParams)
  const [licences, endpoints] = await Promise.all([listLicences(), listEndpointNames()])
  return (
    <>
      <PageBar title="Deliveries" actions={<LiveSwitch isNewest={!params.before && !params.after} />} />
      <DeliveryFilters
        licences={licences.map(({ number }) => ({ value: number, label: number }))}
        endpoints={endpoints.map(({ id, url }) => ({ value: id, label: showUrl(url) }))}
      />
      <Suspense fallback={<ListSkeleton />}>
        <List params={params} />
      </Suspense>
    </>
  )
}

async function List({ params }: { params: Params }) {
  const page = await read(params).catch(sayReadFailure)
  const filters = filtersOf(params)
  return (
    <LogList
      page={page}
      table={(rows) => (
        <DeliveryList
          key={JSON.stringify(filters)}
          rows={rows}
          filters={filters}
          isNarrowed={Object.values(filters).some((value) => value.length > 0)}
          actions={{ plan: planRun, start: startRun }}
        />
      )}
      nothing={<Nothing />}
      href={(cursor) => deliveriesHref('/deliveries', { ...params, before: null, after: null, ...cursor })}
    />
  )
}

async function Nothing() {
  if (await hasAnyDelivery()) {
    return (
      <EmptyState icon={IconSearchOff} title="No delivery matches">
        Take a filter away, or <TextLink href="/deliveries">show all deliveries</TextLink>.
      </EmptyState>
    )
  }
  const [progress, licences] = await Promise.all([firstRun(), listLicences()])
  return (
    <ThreeSteps
      firstRun={progress}
      licences={licences.map((licence) => licence.number)}
      addChatServer={addChatServer}
      sendTestEvent={sendTestEvent}
    />
  )
}
