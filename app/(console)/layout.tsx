import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { DispatcherState } from '#components/shell/dispatcher-state.tsx'
import { OutageNotice } from '#components/shell/outage-notice.tsx'
import { OUTAGES_SEEN } from '#components/shell/outages-seen.ts'
import { Shell } from '#components/shell/shell.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { readHealth } from '#lib/delivery-log/health.ts'
import { recentOutages } from '#lib/delivery-log/recent-outages.ts'
import { findPlaces } from './actions.ts'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const user = await requireSession()
  const [{ oldestDueSeconds }, outages] = await Promise.all([readHealth(), recentOutages()])
  const seen = (await cookies()).get(OUTAGES_SEEN)?.value ?? ''
  return (
    <Shell
      email={user.email}
      find={findPlaces}
      foot={<DispatcherState oldestDueSeconds={oldestDueSeconds} />}
      notice={<OutageNotice outages={outages.filter(({ endedAt }) => endedAt > seen)} />}
    >
      {children}
    </Shell>
  )
}
