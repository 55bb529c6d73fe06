import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Suspense } from 'react'
import { licenceOfPath } from '#components/licences/licence-href.ts'
import { LicenceLog } from '#components/licences/licence-log.tsx'
import { LicenceMappings } from '#components/licences/licence-mappings.tsx'
import { LicenceView } from '#components/licences/licence-view.tsx'
import classes from '#components/licences/licences.module.css'
import { ListSkeleton } from '#components/log/list-skeleton.tsx'
import { LiveSwitch } from '#components/log/live-switch.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { Failure } from '#components/ui/failure.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { listCalls } from '#lib/delivery-log/list-calls.ts'
import { listDeliveries } from '#lib/delivery-log/list-deliveries.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { getLicence } from '#lib/licences/get-licence.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { MOST_OTHER_TYPES } from '#lib/mappings/limits.ts'
import { listMappings } from '#lib/mappings/list-mappings.ts'

export async function generateMetadata({ params }: PageProps<'/licences/[number]'>): Promise<Metadata> {
  const number = licenceOfPath((await params).number)
  return { title: number === null ? 'No such licence' : `Licence ${showText(number)}` }
}

const NEWEST = 10

export default async function LicencePage({ params }: PageProps<'/licences/[number]'>) {
  await requireSession()
  const number = licenceOfPath((await params).number)
  if (number === null) notFound()
  const licence = await getLicence(number).catch(sayReadFailure)
  if (licence === null) notFound()
  return (
    <>
      <PageBar
        title={<span className={classes.number}>Licence {showText(number)}</span>}
        actions={
          <>
            <TextLink href="/licences">All licences</TextLink>
            <LiveSwitch isNewest />
          </>
        }
      />
      {typeof licence === 'string' ? (
        <Failure title="The licence could not be read" reason={licence} />
      ) : (
        <LicenceView
          licence={licence}
          now={Date.now()}
          mappings={
            <Suspense fallback={<ListSkeleton />}>
              <Mappings number={number} />
            </Suspense>
          }
          log={
            <Suspense fallback={<ListSkeleton />}>
              <Log number={number} />
            </Suspense>
          }
        />
      )}
    </>
  )
}

async function Mappings({ number }: { number: string }) {
  const mappings = await listMappings(number, MOST_OTHER_TYPES).catch(sayReadFailure)
  if (typeof mappings === 'string')
    return <Failure title="The mappings could not be read" reason={mappings} />
  return <LicenceMappings number={number} mappings={mappings} />
}

async function Log({ number }: { number: string }) {
  const newest = { licence: [number], limit: NEWEST }
  const [deliveries, calls] = await Promise.all([
    listDeliveries(newest).catch(sayReadFailure),
    listCalls(newest).catch(sayReadFailure),
  ])
  return <LicenceLog number={number} deliveries={deliveries} calls={calls} />
}
