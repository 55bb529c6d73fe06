import { cookies } from 'next/headers'
import { type ReactNode, Suspense } from 'react'
import dispatcherClasses from '#components/shell/dispatcher-state.module.css'
import { DispatcherState } from '#components/shell/dispatcher-state.tsx'
import { OutageNotice } from '#components/shell/outage-notice.tsx'
import { OUTAGES_SEEN } from '#components/shell/outages-seen.ts'
import { PageErrors } from '#components/shell/page-errors.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { readHealth } from '#lib/delivery-log/health.ts'
import { recentOutages } from '#lib/delivery-log/recent-outages.ts'
import { findPlaces } from './actions.ts'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const user = await requireSession()
  const outages = await recentOutages()
  const seen = (await cookies()).get(OUTAGES_SEEN)?.value ?? ''
  return (
    <Shell
      email={user.email}
      find={findPlaces}
      foot={
        // The log may be slow to say: the frame does not wait for it.
        <Suspense fallback={<p className={dispatcherClasses.room} />}>
          <Dispatchers />
        </Suspense>
      }
      notice={<OutageNotice outages={outages.filter(({ endedAt }) => endedAt > seen)} />}
    >
      <PageErrors>{children}</PageErrors>
    </Shell>
  )
}

async function Dispatchers() {
  const { oldestDueSeconds, held } = await readHealth()
  return <DispatcherState asMade={{ oldestDueSeconds, held }} />
}
