import type { ReactNode } from 'react'
import { DispatcherState } from '#components/shell/dispatcher-state.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { readHealth } from '#lib/delivery-log/health.ts'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const user = await requireSession()
  const { oldestDueSeconds } = await readHealth()
  return (
    <Shell email={user.email} foot={<DispatcherState oldestDueSeconds={oldestDueSeconds} />}>
      {children}
    </Shell>
  )
}
