import type { Metadata } from 'next'
import { ChatServerBoard } from '#components/chat-servers/chat-server-board.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { listChatServers } from '#lib/mappings/list-chat-servers.ts'
import {
  addChatServer,
  endOldIngestTokens,
  removeChatServer,
  rotateIngestToken,
  updateChatServer,
} from './actions.ts'

export const metadata: Metadata = { title: 'Chat servers' }

export default async function ChatServersPage() {
  await requireSession()
  return (
    <>
      <PageBar title="Chat servers" />
      <ChatServerBoard
        chatServers={await listChatServers()}
        actions={{
          add: addChatServer,
          update: updateChatServer,
          rotate: rotateIngestToken,
          endOld: endOldIngestTokens,
          remove: removeChatServer,
        }}
      />
    </>
  )
}
