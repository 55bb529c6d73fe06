import { showText } from '#lib/livechat/show-bytes.ts'

const SHOWN_OF_CLIENT = 4

/** Who an event is about, in a narrow place: the agent, and the end of the client's id. */
export function sayAbout(row: { operatorId: string | null; clientId: string | null }): {
  agent: string
  client: string
} {
  const agent = row.operatorId ? showText(row.operatorId) : row.clientId ? '' : '–'
  return { agent, client: row.clientId ? `…${showText(row.clientId.slice(-SHOWN_OF_CLIENT))}` : '' }
}
