import {
  createLoader,
  createSerializer,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'

/** The state of the list of chats, all of it in the URL. */
export const chatsParams = {
  licence: parseAsArrayOf(parseAsString).withDefault([]),
  since: parseAsString,
  search: parseAsString,
  before: parseAsString,
  after: parseAsString,
}

export const loadChatsParams = createLoader(chatsParams)
export const chatsHref = createSerializer(chatsParams)

export const CONVERSATION_VIEWS = ['bubbles', 'script', 'raw'] as const

/** Whose chats the page tells, and how it shows the conversation. */
export const storyParams = {
  licence: parseAsString.withDefault(''),
  client: parseAsString.withDefault(''),
  view: parseAsStringLiteral(CONVERSATION_VIEWS).withDefault('bubbles'),
}

export const loadStoryParams = createLoader(storyParams)
const serializeStory = createSerializer(storyParams)

/** The page of a client's chats. Licence and client may be any text. */
export function storyHref(licence: string, client: string): string {
  return serializeStory('/chats/story', { licence, client })
}
