import { IconRefreshDot } from '@tabler/icons-react'
import type { Metadata } from 'next'
import { RunTable } from '#components/bulk/run-table.tsx'
import { LiveSwitch } from '#components/log/live-switch.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Failure } from '#components/ui/failure.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { listRuns, MOST_RUNS } from '#lib/bulk/list-runs.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { endpointUrls } from '#lib/mappings/endpoint-urls.ts'

export const metadata: Metadata = { title: 'Bulk runs' }

export default async function RunsPage() {
  await requireSession()
  const runs = await listRuns().catch(sayReadFailure)
  return (
    <>
      <PageBar title="Bulk runs" actions={<LiveSwitch isNewest />} />
      {typeof runs === 'string' ? (
        <Failure title="The runs could not be read" reason={runs} />
      ) : runs.length === 0 ? (
        <EmptyState icon={IconRefreshDot} title="Nothing was sent again in bulk yet">
          Filter the <TextLink href="/deliveries">deliveries</TextLink> and choose “Resend all that match”, or
          open an <TextLink href="/endpoints">endpoint</TextLink> and replay what it never got.
        </EmptyState>
      ) : (
        <>
          <RunTable
            rows={runs.map((run) => ({ ...run, receivedAt: run.createdAt }))}
            urls={await endpointUrls(runs.flatMap((run) => run.filters.endpointId ?? []))}
          />
          {runs.length === MOST_RUNS && (
            <p style={{ padding: '0 16px' }}>These are the newest {MOST_RUNS}.</p>
          )}
        </>
      )}
    </>
  )
}
