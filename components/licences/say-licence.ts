import { ONLINE_STATES } from '#lib/licences/fact-names.ts'
import type { AgentState, LicenceState } from '#lib/licences/licence-state.ts'
import { BUTTON_STATES, LICENCE_TYPES } from '#lib/livechat/catalogue.ts'
import type { CodeList } from '#lib/livechat/parameter-types.ts'
import { showText } from '#lib/livechat/show-bytes.ts'

const ISO_LIKE = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$/
const DAY_MS = 86_400_000

/** A coded value by its label; one that the page does not list as it came. */
export function sayCode(codes: CodeList, value: string): string {
  return codes.find((code) => code.value === value)?.label ?? showText(value)
}

/** The type of a licence by its label, or that nobody told it. */
export function sayType(value: string | null | undefined): string {
  return value ? sayCode(LICENCE_TYPES, value) : '–'
}

/** The state of the buttons by its label, or that nobody told it. */
export function sayButton(value: string | null | undefined): string {
  return value ? sayCode(BUTTON_STATES, value) : '–'
}

/**
 * Whether a date reads as one that is over. The page gives neither format nor zone: only what looks like ISO 8601 is
 * read, and a day is allowed for the zone.
 */
export function looksPast(value: string, now: number): boolean {
  if (!ISO_LIKE.test(value)) return false
  const at = Date.parse(`${value.replace(' ', 'T')}${value.length > 10 ? 'Z' : ''}`)
  return !Number.isNaN(at) && at + DAY_MS < now
}

/** An agent's name, else the nick, else nothing but the id. */
export function sayAgent({ id, firstName, lastName, nick }: AgentState): string {
  const name = [firstName, lastName].filter((part) => part !== null).join(' ')
  return showText(name || nick || id)
}

/** A licence in a sentence, as its newest events told it. */
export function sayLicence(state: LicenceState & { hasMoreAgents: boolean }): string {
  const { agents, button, privateChats, hasMoreAgents } = state
  if (agents.length === 0 && button === null && Object.keys(state.facts).length === 0) {
    return 'No event has told anything of this licence yet.'
  }
  const online = agents.filter((agent) => agent.state && ONLINE_STATES.includes(agent.state.value)).length
  const known = hasMoreAgents ? `more than ${agents.length}` : String(agents.length)
  const parts = [
    agents.length === 0
      ? 'No agent is known'
      : `${online} of ${known} known ${agents.length === 1 ? 'agent is' : 'agents are'} online`,
    ...(button ? [`the button is ${sayButton(button.value).toLowerCase()}`] : []),
    ...(privateChats.length > 0
      ? [
          privateChats.length === 1
            ? 'one private chat is open'
            : `${privateChats.length} private chats are open`,
        ]
      : []),
  ]
  return `${parts.join(', ')}.`
}
