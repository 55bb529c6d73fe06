import { pool } from '../../../lib/db/pool.ts'
import { EVENT_TYPES, type KnownEventType } from '../../../lib/livechat/catalogue.ts'
import { setMapping } from '../../../lib/mappings/set-mapping.ts'
import { CommandError } from '../../../lib/server/cli/output.ts'
import { FIRST_LICENCE } from '../../../lib/simulation/traffic.ts'

/** Which script takes an event type of the defaults. */
const SCRIPTS: Readonly<Record<KnownEventType, readonly string[]>> = {
  NEW_LICENCE: ['event_new_licence.pl'],
  NEW_OPERATOR: ['event_new_licence.pl'],
  LICENCE_INFO: ['billing.pl'],
  NEW_OPERATOR_SUBSCRIPTION: ['subscriptions.pl', 'billing.pl'],
  OPERATOR_TRANSFER: ['events.pl'],
  OPERATOR_STATUS: ['events.pl'],
  BUTTON_STATUS: ['events.pl'],
  CHAT_STARTED: ['chats.pl'],
  PRIVATE_CHAT_STATUS: ['chats.pl'],
  CLIENT_INVITED: ['events.pl'],
  OPERATOR_STOPED_CHAT: ['chats.pl'],
  VISITOR_LEFT_CHAT: ['chats.pl'],
}

/** The licence with mappings of its own: its chats elsewhere, its buttons nowhere. */
const OWN_LICENCE = String(FIRST_LICENCE + 2)
const OWN: Partial<Record<KnownEventType, readonly string[]>> = {
  CHAT_STARTED: ['crm.pl'],
  OPERATOR_STOPED_CHAT: ['crm.pl', 'chats.pl'],
  BUTTON_STATUS: [],
}

const MAPPED = `
SELECT DISTINCT endpoint.url FROM mapping JOIN endpoint ON endpoint.id = mapping.endpoint_id
WHERE mapping.licence IS NULL ORDER BY endpoint.url`

const USUAL_RECEIVER = 'http://scripts.example'

/**
 * Maps every event type to its script below `receiver`. Where the log was seeded before, the mappings stay as people have
 * left them, unless a receiver is asked for that none of them names.
 * @throws CommandError when something is mapped that is not ours: no delivery is to be made up for a real script.
 */
export async function mapScripts(receiver: string | undefined, isSeeded: boolean): Promise<void> {
  if (isSeeded && receiver === undefined) return
  const base = (receiver ?? USUAL_RECEIVER).replace(/\/$/, '')
  const urls = (await pool().query<{ url: string }>(MAPPED)).rows.map((row) => row.url)
  const isOurs = urls.some((url) => url.startsWith(`${base}/`))
  if (isSeeded && isOurs) return
  if (urls.length > 0 && !isSeeded && !isOurs)
    throw new CommandError(
      'Event types are mapped here already. Seed an empty Bellhop: set DATA_DIR to another folder',
    )
  for (const eventType of EVENT_TYPES) await map(null, eventType, SCRIPTS[eventType], base)
  for (const eventType of EVENT_TYPES) await map(OWN_LICENCE, eventType, OWN[eventType], base)
}

async function map(
  licence: string | null,
  eventType: KnownEventType,
  scripts: readonly string[] | undefined,
  base: string,
): Promise<void> {
  if (scripts === undefined) return
  const urls = scripts.map((script) => `${base}/${script}`)
  const set = await setMapping({ licence, eventType, urls, actor: 'command line', source: 'seed' })
  if (!set.ok) throw new CommandError(set.reason)
}
