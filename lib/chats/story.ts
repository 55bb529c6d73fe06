import { type ChatEvent, inEventTime } from '#lib/chats/chat-event.ts'
import { uuidTime } from '#lib/delivery-log/search-windows.ts'

/** What a step of a chat is; the rest of the event types appear as themselves. */
export type StepKind =
  | 'invited'
  | 'started'
  | 'transferred'
  | 'private chat opened'
  | 'private chat closed'
  | 'ended by agent'
  | 'visitor left'
  | 'agent state'
  | 'other'

export type Step = {
  kind: StepKind
  event: ChatEvent
  /** The event of its kind before it in this chat has the same bytes. */
  isRepeat: boolean
  /** It was brought in later than it had come to the door. */
  isLate: boolean
}

/** One chat of a client, from the invitation or the start to its end, as far as it is known. */
export type Chat = {
  steps: Step[]
  /** Ids of agents in the order in which they had the client. */
  agents: string[]
  group: string | null
  isStarted: boolean
  isEnded: boolean
  firstAt: string
  lastAt: string
}

const LATE_MS = 5000
/** What happens only once a chat is on. */
const OF_A_CHAT: ReadonlySet<StepKind> = new Set(['started', 'transferred', 'ended by agent', 'visitor left'])
/** An event says no time, so a client who comes back to an agent sends the same bytes: after an end only those soon after are a repeat. */
const REPEAT_MS = 60_000

/** Whether an event ends a chat. */
export const isEnd = ({ eventType }: Pick<ChatEvent, 'eventType'>) =>
  eventType === 'OPERATOR_STOPED_CHAT' || eventType === 'VISITOR_LEFT_CHAT'

function kindOf({ eventType, status }: ChatEvent): StepKind {
  switch (eventType) {
    case 'CLIENT_INVITED':
      return 'invited'
    case 'CHAT_STARTED':
      return 'started'
    case 'OPERATOR_TRANSFER':
      return 'transferred'
    case 'PRIVATE_CHAT_STATUS':
      return status === 'stop' ? 'private chat closed' : status === 'start' ? 'private chat opened' : 'other'
    case 'OPERATOR_STOPED_CHAT':
      return 'ended by agent'
    case 'VISITOR_LEFT_CHAT':
      return 'visitor left'
    case 'OPERATOR_STATUS':
      return 'agent state'
    default:
      return 'other'
  }
}

/** The moment in its id is when it was stored. */
function isLate({ id, receivedAt }: ChatEvent): boolean {
  return uuidTime(id) - Date.parse(receivedAt) > LATE_MS
}

/** Whether an event begins another chat of the same client: after an end, or with a second start. */
function beginsAnother(chat: ChatEvent[], event: ChatEvent): boolean {
  const hasEnded = chat.some(isEnd)
  const same = chat.findLast(({ digest }) => digest === event.digest)
  const since = same ? Date.parse(event.receivedAt) - Date.parse(same.receivedAt) : Number.POSITIVE_INFINITY
  if (same && (!hasEnded || since <= REPEAT_MS)) return false
  const hasStarted = chat.some(({ eventType }) => eventType === 'CHAT_STARTED')
  if (event.eventType === 'CLIENT_INVITED') return hasEnded
  if (event.eventType === 'CHAT_STARTED') return hasEnded || hasStarted
  const group = chat.find(isEnd)?.chatGroup
  return isEnd(event) && hasEnded && group !== event.chatGroup
}

/**
 * The chats of one client, oldest first, from the events that name it, in any order. Nothing is left out: what has no
 * beginning, no end or no sense stands where its time puts it. Pure.
 */
export function tellChats(events: readonly ChatEvent[]): Chat[] {
  const chats: ChatEvent[][] = []
  for (const event of inEventTime(events)) {
    const present = chats.at(-1)
    if (!present || beginsAnother(present, event)) chats.push([event])
    else present.push(event)
  }
  return chats.map(tellChat)
}

// A state, a private chat and a transfer may come back to what they were: a repeat is of the one just before, of the same agent's.
function sequenceOf({ eventType, operatorId }: ChatEvent): string {
  const isOfAgent = eventType === 'OPERATOR_STATUS' || eventType === 'PRIVATE_CHAT_STATUS'
  return isOfAgent ? JSON.stringify([eventType, operatorId]) : eventType
}

/** One chat, of events that are known to be its own. */
export function tellChat(events: readonly ChatEvent[]): Chat {
  const before = new Map<string, string>()
  const steps = inEventTime(events).map((event): Step => {
    const isRepeat = before.get(sequenceOf(event)) === event.digest
    before.set(sequenceOf(event), event.digest)
    return { kind: kindOf(event), event, isRepeat, isLate: isLate(event) }
  })
  const own = steps.filter(({ kind }) => kind !== 'agent state').map(({ event }) => event)
  const agents = own.flatMap(({ invitingOperatorId, operatorId, newOperatorId }) => [
    invitingOperatorId,
    operatorId,
    newOperatorId,
  ])
  return {
    steps,
    agents: [...new Set(agents.filter((agent): agent is string => Boolean(agent)))],
    group: own.findLast(({ chatGroup }) => chatGroup)?.chatGroup ?? null,
    isStarted: steps.some(({ kind }) => OF_A_CHAT.has(kind)),
    isEnded: own.some(isEnd),
    firstAt: own[0]?.receivedAt ?? '',
    lastAt: own.at(-1)?.receivedAt ?? '',
  }
}
