'use client'

import { IconServer2 } from '@tabler/icons-react'
import { useState } from 'react'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { ListedChatServer } from '#lib/mappings/list-chat-servers.ts'
import { AddChatServerForm } from './add-chat-server-form.tsx'
import type { ChatServerActions, FreshIngestUrl as Fresh } from './chat-server-actions.ts'
import { ChatServerItem } from './chat-server-item.tsx'
import classes from './chat-servers.module.css'
import { FreshIngestUrl } from './fresh-ingest-url.tsx'

/** The chat servers, the way to add one, and the ingest URL that was just made. */
export function ChatServerBoard({
  chatServers,
  actions,
}: {
  chatServers: ListedChatServer[]
  actions: ChatServerActions
}) {
  const [fresh, setFresh] = useState<{ fresh: Fresh; note?: string } | null>(null)
  const [edited, setEdited] = useState<string | null>(null)
  const isThere = fresh && chatServers.some((one) => one.id === fresh.fresh.chatServer.id)
  return (
    <div className={classes.page}>
      <AddChatServerForm
        add={actions.add}
        onAdded={(added) => setFresh({ fresh: added })}
        isMain={!chatServers.some((one) => one.id === edited)}
      />
      {fresh && isThere && <FreshIngestUrl key={fresh.fresh.token} {...fresh} />}
      {chatServers.length === 0 ? (
        <EmptyState icon={IconServer2} title="No chat server yet">
          Add the chat server that sends events. It gets an ingest URL of its own, which its lc_serv.cfg then
          names on every event line.
        </EmptyState>
      ) : (
        <ul className={classes.list}>
          {chatServers.map((chatServer) => (
            <ChatServerItem
              key={chatServer.id}
              chatServer={chatServer}
              actions={actions}
              onFresh={(made, note) => setFresh({ fresh: made, note })}
              isEdited={edited === chatServer.id}
              onEdit={(isEdited) => setEdited(isEdited ? chatServer.id : null)}
            />
          ))}
        </ul>
      )}
    </div>
  )
}
