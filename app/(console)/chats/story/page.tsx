import { IconMessageOff } from '@tabler/icons-react'
import type { Metadata } from 'next'
import { ChatsView } from '#components/chats/chats-view.tsx'
import { ResendFailed } from '#components/chats/resend-failed.tsx'
import { loadStoryParams } from '#components/chats/search-params.ts'
import { Follow } from '#components/log/follow.tsx'
import { LiveSwitch } from '#components/log/live-switch.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Failure } from '#components/ui/failure.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { getChats } from '#lib/chats/get-chats.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { resendFailed } from '../actions.ts'

export async function generateMetadata({ searchParams }: PageProps<'/chats/story'>): Promise<Metadata> {
  const { client } = await loadStoryParams(searchParams)
  return { title: `Chat ${showText(client)}`.trim() }
}

export default async function StoryPage({ searchParams }: PageProps<'/chats/story'>) {
  await requireSession()
  const { licence, client } = await loadStoryParams(searchParams)
  const found = await getChats(licence, client).catch(sayReadFailure)
  if (typeof found === 'string') return <Failure title="The chat could not be read" reason={found} />
  const isOpen = found?.chats[0]?.isEnded === false
  const pending = found?.deliveries.filter(({ status }) => status === 'pending') ?? []
  const failed =
    found?.deliveries.filter(({ status, originalId }) => status === 'failed' && originalId === null) ?? []
  return (
    <>
      <PageBar
        title={<code style={{ fontSize: 'inherit' }}>{showText(client) || 'Chat'}</code>}
        actions={
          <>
            <TextLink href="/chats">All chats</TextLink>
            <ResendFailed failed={failed.map(({ id }) => id)} resend={resendFailed} />
            {isOpen && <LiveSwitch isNewest />}
          </>
        }
      />
      {found ? (
        <>
          <Follow due={isOpen ? [] : pending.map(({ nextAttemptAt }) => nextAttemptAt)} />
          <ChatsView found={found} />
        </>
      ) : (
        <EmptyState icon={IconMessageOff} title="No event of this client">
          The log has none of licence {showText(licence) || '–'} with this client id. Its days may have been
          removed, or the address is cut. <TextLink href="/chats">All chats</TextLink>
        </EmptyState>
      )}
    </>
  )
}
