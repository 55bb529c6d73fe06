import type { ReactNode } from 'react'
import { Shell } from '#components/shell/shell.tsx'
import { requireSession } from '#lib/auth/require-session.ts'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const user = await requireSession()
  return <Shell email={user.email}>{children}</Shell>
}
