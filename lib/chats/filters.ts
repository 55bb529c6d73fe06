import { z } from 'zod'
import { callFilters } from '#lib/delivery-log/filters.ts'

const { licence, search, since, until, before, after, limit } = callFilters.shape

/** Filters of the chats' list. Words are sought in every event of a chat: an agent's id, a client's, the conversation. */
export const chatFilters = z
  .object({ licence, search, since, until, before, after, limit })
  .refine((filters) => !filters.before || !filters.after, {
    message: 'Give before or after, not both.',
    path: ['after'],
  })

export type ChatFilters = z.input<typeof chatFilters>
