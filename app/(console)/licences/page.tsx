import { IconId, IconSearchOff } from '@tabler/icons-react'
import type { Metadata } from 'next'
import type { inferParserType } from 'nuqs/server'
import { Suspense } from 'react'
import { LicenceFilters } from '#components/licences/licence-filters.tsx'
import { LicenceTable } from '#components/licences/licence-table.tsx'
import { RegisterLicence } from '#components/licences/register-licence.tsx'
import { type licenceParams, licencesHref, loadLicenceParams } from '#components/licences/search-params.ts'
import { ListSkeleton } from '#components/log/list-skeleton.tsx'
import { LiveSwitch } from '#components/log/live-switch.tsx'
import { Pager } from '#components/log/pager.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Failure } from '#components/ui/failure.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { listLicencePage } from '#lib/licences/list-licence-page.ts'
import { registerLicence } from '../mappings/actions.ts'

export const metadata: Metadata = { title: 'Licences' }

type Params = inferParserType<typeof licenceParams>

export default async function LicencesPage({ searchParams }: PageProps<'/licences'>) {
  await requireSession()
  const params = await loadLicenceParams(searchParams)
  return (
    <>
      <PageBar
        title="Licences"
        actions={
          <>
            <LiveSwitch isNewest />
            <RegisterLicence register={registerLicence} />
          </>
        }
      />
      <LicenceFilters />
      <Suspense fallback={<ListSkeleton />}>
        <List params={params} />
      </Suspense>
    </>
  )
}

async function List({ params }: { params: Params }) {
  const { order, ...rest } = params
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value))
  const page = await listLicencePage({ order, ...given }).catch(sayReadFailure)
  if (typeof page === 'string') return <Failure title="The list could not be read" reason={page} />
  if (page.rows.length === 0) return <Nothing isNarrowed={Object.keys(given).length > 0} />
  const href = (cursor: Partial<Params>) =>
    licencesHref('/licences', { ...params, before: null, after: null, ...cursor })
  return (
    <>
      <LicenceTable rows={page.rows} />
      <Pager
        before={{ label: 'Previous', href: page.newer && href({ after: page.newer }) }}
        after={{ label: 'Next', href: page.older && href({ before: page.older }) }}
      />
    </>
  )
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  if (isNarrowed) {
    return (
      <EmptyState icon={IconSearchOff} title="No licence matches">
        Search for a part of its number, or <TextLink href="/licences">show all licences</TextLink>.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={IconId} title="There is no licence yet">
      A licence registers itself with its first event. When a chat server starts, it sends one for each of its
      licences: give it its ingest URL on <TextLink href="/chat-servers">Chat servers</TextLink>, and restart
      it once.
    </EmptyState>
  )
}
