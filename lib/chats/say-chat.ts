import type { Chat, Step } from '#lib/chats/story.ts'
import type { ListedDelivery } from '#lib/delivery-log/types.ts'
import { AGENT_STATES } from '#lib/livechat/catalogue.ts'

// What a chat is in words, for its page and the list. Pure, client-safe. Ids are as the chat server sent them: show them by showText.

/** The part of an agent's id that a sentence has room for. */
export function shortAgent(agent: string): string {
  return agent.split('@', 1)[0] || agent
}

/** A length of time in a sentence: `40 s`, `11 min`, `2 h 5 min`. */
export function sayLength(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}

type Told = Pick<Chat, 'agents' | 'isStarted' | 'isEnded' | 'firstAt' | 'lastAt'>

/** What happened in a chat, in one sentence. */
export function sayChat(chat: Told): string {
  const agents = chat.agents.map(shortAgent)
  const [first = 'an agent'] = agents
  const whom = agents.length > 1 ? `${agents.slice(0, -1).join(', ')}, then ${agents.at(-1)}` : first
  if (!chat.isStarted) return `${whom} invited a visitor. No chat has come of it.`
  const length = sayLength(Date.parse(chat.lastAt) - Date.parse(chat.firstAt))
  if (!chat.isEnded) return `A visitor is in a chat with ${whom}. Its end has not come.`
  return `A visitor was in a chat with ${whom} for ${length}.`
}

/** What became of a chat's deliveries; nothing when there are none. */
export function sayDeliveries(deliveries: readonly Pick<ListedDelivery, 'status'>[]): string {
  const count = (...statuses: string[]) => deliveries.filter(({ status }) => statuses.includes(status)).length
  if (deliveries.length === 0) return 'Nothing was mapped for its events.'
  const [failed, waiting] = [count('failed'), count('pending', 'held')]
  const all = deliveries.length === 1 ? 'The one delivery' : `${deliveries.length} deliveries`
  if (failed === 0 && waiting === 0) return `${all} succeeded.`
  const parts = [
    failed > 0 && `${failed} failed`,
    waiting > 0 && `${waiting} on ${waiting === 1 ? 'its' : 'their'} way`,
  ]
  return `Of ${deliveries.length === 1 ? '1 delivery' : `${deliveries.length} deliveries`} ${parts.filter(Boolean).join(' and ')}.`
}

/** How a chat stands, in a word or two. */
export function sayStanding(chat: Pick<Chat, 'isStarted' | 'isEnded'>): 'Invited' | 'Open' | 'Ended' {
  return chat.isEnded ? 'Ended' : chat.isStarted ? 'Open' : 'Invited'
}

const stateName = (status: string | null) =>
  AGENT_STATES.find(({ value }) => value === status)?.name ?? status ?? 'an unknown state'

/** One step as a sentence without its full stop. */
export function sayStep({ kind, event }: Step): string {
  const agent = event.operatorId ?? 'An agent'
  switch (kind) {
    case 'invited':
      return `${agent} invited the visitor`
    case 'started':
      return event.invitingOperatorId
        ? `The visitor began a chat with ${agent}, invited by ${event.invitingOperatorId}`
        : `The visitor began a chat with ${agent}`
    case 'transferred':
      return `${agent} handed over to ${event.newOperatorId ?? 'another agent'}`
    case 'private chat opened':
      return `${agent} opened a private chat${inGroup(event.chatGroup)}`
    case 'private chat closed':
      return `${agent} closed the private chat${inGroup(event.chatGroup)}`
    case 'ended by agent':
      return `${agent} ended the chat${event.hasTranscript ? '; the conversation came' : ''}`
    case 'visitor left':
      return `The visitor left${event.hasTranscript ? '; the conversation came' : ''}`
    case 'agent state':
      return `${agent} became ${stateName(event.status)}`
    default:
      return event.eventType
  }
}

const inGroup = (group: string | null) => (group ? `, group ${group}` : '')
