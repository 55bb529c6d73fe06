import { type Read, readLog } from '#lib/delivery-log/read-log.ts'
import type { Fact } from '#lib/licences/licence-facts.ts'
import { type LicenceState, licenceState, type StoredFact } from '#lib/licences/licence-state.ts'

/** More agents than this fit no page. A few facts come for each. */
const AGENTS_BOUND = 200
const CHATS_BOUND = 500

/** A licence with what its events have told. Times are ISO strings in UTC. */
export type LicenceDetail = LicenceState & {
  number: string
  registeredAt: string
  /** There are more agents than are given; those that come first by id are. */
  hasMoreAgents: boolean
}

const LICENCE = 'SELECT created_at AS "registeredAt" FROM licence WHERE number = $1'

const COLUMNS = 'kind, subject, name, value, at, since, event_id AS "eventId"'
const IN_ORDER = 'ORDER BY licence, kind, subject, name'

// Counts on: licence_fact by the beginning of its key, in its order: at most a dozen rows of the licence itself, those
// of $2 agents, and of the $3 first open private chats (those that ended are removed after a week).
const FACTS = `
(SELECT ${COLUMNS} FROM licence_fact WHERE licence = $1 AND kind = 'licence' ${IN_ORDER})
UNION ALL
(SELECT ${COLUMNS} FROM licence_fact WHERE licence = $1 AND kind = 'agent' ${IN_ORDER} LIMIT $2)
UNION ALL
(SELECT ${COLUMNS} FROM licence_fact WHERE licence = $1 AND kind = 'private chat' AND value <> 'stop' ${IN_ORDER} LIMIT $3)`

type Row = Omit<StoredFact, 'at' | 'since'> & { kind: Fact['kind']; at: Date; since: Date }

/** An agent has one fact for each of the agent's parameters, its state, and perhaps that it is known. */
const FACTS_OF_AGENT = 6

/**
 * A licence and its state as the newest events told it; null when nobody registered it and no event named it.
 * @throws LogTimeout after 3 s.
 */
export async function getLicence(number: string): Promise<LicenceDetail | null> {
  return readLog(async (read) => {
    const [licence] = await read<{ registeredAt: Date }>(LICENCE, [number])
    if (!licence) return null
    const state = licenceState(await readFacts(read, number))
    return {
      ...state,
      number,
      registeredAt: licence.registeredAt.toISOString(),
      agents: state.agents.slice(0, AGENTS_BOUND),
      hasMoreAgents: state.agents.length > AGENTS_BOUND,
    }
  })
}

async function readFacts(read: Read, number: string): Promise<StoredFact[]> {
  const most = (AGENTS_BOUND + 1) * FACTS_OF_AGENT
  const rows = await read<Row>(FACTS, [number, most, CHATS_BOUND])
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), since: row.since.toISOString() }))
}
