'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { secureAction } from '#app/secure-action.ts'
import { env } from '#lib/env.ts'
import { addChatServer as add } from '#lib/mappings/add-chat-server.ts'
import { endOldIngestToken } from '#lib/mappings/end-old-ingest-token.ts'
import { ingestUrl } from '#lib/mappings/ingest-url.ts'
import { removeChatServer as remove } from '#lib/mappings/remove-chat-server.ts'
import { rotateIngestToken as rotate } from '#lib/mappings/rotate-ingest-token.ts'
import { type UpdateChatServerInput, updateChatServer as update } from '#lib/mappings/update-chat-server.ts'

const one = z.object({ id: z.uuid() })

export const addChatServer = secureAction(
  z.object({ name: z.string(), charset: z.string() }),
  async ({ input }) => {
    const outcome = await add(input)
    if (outcome.ok) revalidatePath('/chat-servers')
    return {
      ok: true,
      outcome: outcome.ok ? { ...outcome, url: ingestUrl(env().baseUrl, outcome.token) } : outcome,
    }
  },
)

export const rotateIngestToken = secureAction(one.extend({ name: z.string() }), async ({ input }) => {
  const outcome = await rotate({ chatServerId: input.id })
  if (outcome.ok) revalidatePath('/chat-servers')
  return {
    ok: true,
    outcome: outcome.ok
      ? { ...outcome, chatServer: input, url: ingestUrl(env().baseUrl, outcome.token) }
      : outcome,
  }
})

export const endOldIngestTokens = secureAction(one, async ({ input }) => {
  const outcome = await endOldIngestToken({ chatServerId: input.id })
  if (outcome.ok) revalidatePath('/chat-servers')
  return { ok: true, outcome }
})

export const removeChatServer = secureAction(one, async ({ input }) => {
  const outcome = await remove(input)
  if (outcome.ok) revalidatePath('/chat-servers')
  return { ok: true, outcome }
})

// The verb parses once more: it says which field is wrong.
export const updateChatServer = secureAction(
  z.custom<UpdateChatServerInput>((input) => typeof input === 'object' && input !== null),
  async ({ input }) => {
    const outcome = await update(input)
    if (outcome.ok) revalidatePath('/chat-servers')
    return { ok: true, outcome }
  },
)
