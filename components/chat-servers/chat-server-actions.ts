import type { Ask, Refusal } from '#components/ui/ask.ts'
import type { EndOldIngestTokenOutcome } from '#lib/mappings/end-old-ingest-token.ts'
import type { RemoveChatServerOutcome } from '#lib/mappings/remove-chat-server.ts'
import type { UpdateChatServerInput, UpdateChatServerOutcome } from '#lib/mappings/update-chat-server.ts'

/** A chat server's ingest URL, which is shown once: Bellhop keeps only its hash. */
export type FreshIngestUrl = { chatServer: { id: string; name: string }; url: string; token: string }

/** What the page lets a person do; the server actions are handed in by the page. */
export type ChatServerActions = {
  add: AddChatServer
  update: Ask<UpdateChatServerInput, UpdateChatServerOutcome>
  /** `ended`: how many older URLs stopped working. */
  rotate: Ask<{ id: string; name: string }, ({ ok: true; ended: number } & FreshIngestUrl) | Refusal>
  endOld: Ask<{ id: string }, EndOldIngestTokenOutcome>
  remove: Ask<{ id: string }, RemoveChatServerOutcome>
}

export type AddChatServer = Ask<
  { name: string; charset: string },
  ({ ok: true } & FreshIngestUrl) | (Refusal & { field?: 'name' | 'charset' })
>
