import { IconMessages, IconSearchOff } from '@tabler/icons-react'
import type { Metadata } from 'next'
import type { inferParserType } from 'nuqs/server'
import { Suspense } from 'react'
import { ChatFilters } from '#components/chats/chat-filters.tsx'
import { ChatTable } from '#components/chats/chat-table.tsx'
import { chatsHref, type chatsParams, loadChatsParams } from '#components/chats/search-params.ts'
import { ListSkeleton } from '#components/log/list-skeleton.tsx'
import { LiveSwitch } from '#components/log/live-switch.tsx'
import { LogList } from '#components/log/log-list.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { listChats } from '#lib/chats/list-chats.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { listLicences } from '#lib/mappings/licences.ts'

export const metadata: Metadata = { title: 'Chats' }

type Params = inferParserType<typeof chatsParams>

function read({ licence, ...rest }: Params) {
  const optional = Object.entries(rest).filter(([, value]) => value)
  return listChats({ licence, ...Object.fromEntries(optional) })
}

export default async function ChatsPage({ searchParams }: PageProps<'/chats'>) {
  await requireSession()
  const params = await loadChatsParams(searchParams)
  const licences = await listLicences()
  return (
    <>
      <PageBar title="Chats" actions={<LiveSwitch isNewest={!params.before && !params.after} />} />
      <ChatFilters licences={licences.map(({ number }) => ({ value: number, label: number }))} />
      <Suspense fallback={<ListSkeleton />}>
        <List params={params} />
      </Suspense>
    </>
  )
}

async function List({ params }: { params: Params }) {
  const page = await read(params).catch(sayReadFailure)
  return (
    <LogList
      page={page}
      table={(rows) => <ChatTable rows={rows} />}
      nothing={<Nothing params={params} />}
      href={(cursor) => chatsHref('/chats', { ...params, before: null, after: null, ...cursor })}
    />
  )
}

function Nothing({ params: { licence, since, search, before, after } }: { params: Params }) {
  if (licence.length > 0 || since || search || before || after) {
    return (
      <EmptyState icon={IconSearchOff} title="No chat matches">
        Take a filter away, or <TextLink href="/chats">show all chats</TextLink>.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={IconMessages} title="No chat has come in yet">
      A chat stands here with the first event that names its client: an invitation, a start, a transfer or an
      end.
    </EmptyState>
  )
}
