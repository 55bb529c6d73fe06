import type { ReactNode } from 'react'
import { DispatcherState } from '#components/shell/dispatcher-state.tsx'
import { OutageNotice } from '#components/shell/outage-notice.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { readHealth } from '#lib/delivery-log/health.ts'
import { recentOutages } from '#lib/delivery-log/recent-outages.ts'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const user = await requireSession()
  const [{ oldestDueSeconds }, outages] = await Promise.all([readHealth(), recentOutages()])
  return (
    <Shell
      email={user.email}
      foot={<DispatcherState oldestDueSeconds={oldestDueSeconds} />}
      notice={<OutageNotice outages={outages} />}
    >
      {children}
    </Shell>
  )
}
