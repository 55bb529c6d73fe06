import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import classes from '#components/bulk/bulk.module.css'
import { RunDeliveryTable } from '#components/bulk/run-delivery-table.tsx'
import { RunView } from '#components/bulk/run-view.tsx'
import { loadRunParams, runHref } from '#components/bulk/search-params.ts'
import { LogList } from '#components/log/log-list.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { getRun, listRunDeliveries } from '#lib/bulk/get-run.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { endpointUrls } from '#lib/mappings/endpoint-urls.ts'
import { cancelRun } from '../actions.ts'

export const metadata: Metadata = { title: 'Bulk run' }

export default async function RunPage({ params, searchParams }: PageProps<'/runs/[id]'>) {
  await requireSession()
  const run = await getRun((await params).id)
  if (!run) notFound()
  const { before, after } = await loadRunParams(searchParams)
  const cursor = { ...(before && { before }), ...(after && { after }) }
  const [page, urls] = await Promise.all([
    listRunDeliveries(run.id, cursor).catch(sayReadFailure),
    endpointUrls([...(run.filters.endpointId ?? []), ...run.heldBy.map((one) => one.endpointId)]),
  ])
  return (
    <>
      <PageBar title={run.kind === 'resend' ? 'Bulk resend' : 'Replay'}>
        <TextLink href="/runs" ml="auto">
          All bulk runs
        </TextLink>
      </PageBar>
      <RunView run={run} urls={urls} cancel={cancelRun} />
      <h2 className={classes.listTitle}>Its deliveries</h2>
      <LogList
        page={page}
        table={(rows) => <RunDeliveryTable rows={rows} />}
        nothing={<p className={classes.nothing}>None yet: the dispatchers begin within a second.</p>}
        href={(beside) => runHref(`/runs/${run.id}`, beside)}
      />
    </>
  )
}
