import { between, pick, type Random, shuffled } from './random.ts'
import { CZECH } from './talk/czech.ts'
import { ENGLISH } from './talk/english.ts'
import { GERMAN } from './talk/german.ts'
import type { Phrases } from './talk/phrases.ts'
import { POLISH } from './talk/polish.ts'

export const LANGUAGES: readonly Phrases[] = [POLISH, ENGLISH, GERMAN, CZECH]

/** One line of a chat, before it is known which agent says it. `text` may hold {agent}. */
export type Line = { who: 'agent' | 'visitor'; text: string }

export const SHORTEST_CHAT = 2
export const LONGEST_CHAT = 40

/** Most chats are short, a few go on and on. */
function lengthOf(random: Random): number {
  const share = random() ** 2.2
  return SHORTEST_CHAT + Math.floor(share * (LONGEST_CHAT - SHORTEST_CHAT + 1))
}

/** What is said in a chat: 2 to 40 lines of one language that answer one another; a short one breaks off. */
export function converse(random: Random, phrases: Phrases): Line[] {
  const length = lengthOf(random)
  const order = String(between(random, 10_000, 79_999))
  const days = String(between(random, 2, 6))
  const agent = (text: string): Line => ({ who: 'agent', text })
  const visitor = (text: string): Line => ({ who: 'visitor', text })
  const exchanges = shuffled(random, phrases.topics).flatMap((topic, index) => {
    const [wait, waiting] = pick(random, phrases.waits)
    return topic.map(([asked, answer], nth) => {
      const talk = [visitor(asked), agent(answer)]
      return index > 0 && nth === 0 ? [agent(wait), visitor(waiting), ...talk] : talk
    })
  })
  const parts = [[agent(pick(random, phrases.greetings))], ...exchanges]
  const [thanks, welcome] = pick(random, phrases.thanks)
  const said =
    length < 6
      ? parts.flat().slice(0, length)
      : [...wholeParts(parts, length - 2), visitor(thanks), agent(welcome)]
  return said.map(({ who, text }) => ({ who, text: text.replace('{order}', order).replace('{days}', days) }))
}

/** At most so many lines, in whole parts: nobody says thanks while a question is open. */
function wholeParts(parts: readonly Line[][], most: number): Line[] {
  const kept: Line[] = []
  for (const part of parts) {
    if (kept.length + part.length > most) break
    kept.push(...part)
  }
  return kept
}
