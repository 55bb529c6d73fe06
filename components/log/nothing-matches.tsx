import { IconSearchOff } from '@tabler/icons-react'
import { Suspense } from 'react'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { LogName } from '#lib/preferences/log-name.ts'
import { NearestInTime } from './nearest-in-time.tsx'

type Nearest = {
  /** The newest rows that match at any time; null when they cannot be read. */
  read: () => Promise<{ rows: { receivedAt: string }[] } | null>
  /** Where they are listed. */
  href: string
}

/** In place of a log in which nothing matches. `nearest`: given when it is narrowed to a time. */
export function NothingMatches(props: { list: LogName; title: string; nearest: Nearest | null }) {
  const { list, title, nearest } = props
  return (
    <EmptyState icon={IconSearchOff} title={title}>
      Take a filter away, or <TextLink href={`/${list}`}>show all {list}</TextLink>.
      {nearest && (
        <Suspense>
          <Newest {...nearest} />
        </Suspense>
      )}
    </EmptyState>
  )
}

async function Newest({ read, href }: Nearest) {
  const at = (await read())?.rows[0]?.receivedAt
  return at && <NearestInTime at={at} href={href} />
}
