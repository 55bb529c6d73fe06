const SHOWN_OF_CLIENT = 4

/** Who an event is about, in a narrow place: the agent, and the end of the client's id. */
export function sayAbout(row: { operatorId: string | null; clientId: string | null }): {
  agent: string
  client: string
} {
  return {
    agent: row.operatorId ?? (row.clientId ? '' : '–'),
    client: row.clientId ? `…${row.clientId.slice(-SHOWN_OF_CLIENT)}` : '',
  }
}
