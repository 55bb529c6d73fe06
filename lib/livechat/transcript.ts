/** A conversation as its lines; the page says nothing of its format, so that everything is read tolerantly. */

/** One turn: `raw` is its exact part of the text, line ends included; continued lines belong to the turn they continue. */
export type Turn = {
  raw: string
  /** As it is written before the name, such as 13:40:17. */
  time: string | null
  /** null: a line that nobody says, before the first name. */
  speaker: string | null
  text: string
}

// A name is short, has no mark that names lack, and is followed by a blank or the line's end: "http://" is none.
const SPOKEN =
  /^(?:[[(]?(\d{1,2}:\d{2}(?::\d{2})?)[\])]?[ \t]+)?([\p{L}\p{N}_][^:/<>{}\t]{0,59}):(?:[ \t]+|$)/u

/** Splits a text into turns. Joining the `raw` of all turns gives the text back. */
export function parseTranscript(text: string): Turn[] {
  const turns: Turn[] = []
  for (const raw of text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+/g) ?? []) {
    const line = raw.replace(/[\r\n]+$/, '')
    const spoken = SPOKEN.exec(line)
    const last = turns.at(-1)
    if (spoken) {
      const [head, time = null, speaker = ''] = spoken
      turns.push({ raw, time, speaker: speaker.trimEnd(), text: line.slice(head.length) })
    } else if (last) {
      last.raw += raw
      last.text += `\n${line}`
    } else turns.push({ raw, time: null, speaker: null, text: line })
  }
  return turns.map((turn) => ({ ...turn, text: withoutLastLines(turn.text) }))
}

// By hand: a pattern tries again at each line end, which takes seconds for a text of nothing but line ends.
function withoutLastLines(text: string): string {
  let end = text.length
  while (text[end - 1] === '\n') end--
  return text.slice(0, end)
}

export type Side = 'agent' | 'visitor' | 'unknown'

const VISITOR =
  /^(visitor|client|customer|guest|you|gość|gosc|klient|klientka|odwiedzający|besucher|kunde|gast|návštěvník|zákazník)\b/iu

/**
 * Who each speaker is: a visitor by the word for one, an agent by the name in an agent's id (`jane` of jane@example.com);
 * of two speakers of whom one is known, the other is the other. `agents`: ids of the agents of the chat.
 */
export function sidesOf(turns: readonly Turn[], agents: readonly string[]): ReadonlyMap<string, Side> {
  const names = new Set(agents.map((agent) => agent.split('@', 1)[0]?.toLowerCase() ?? ''))
  const isAgent = (speaker: string) => {
    const lower = speaker.toLowerCase()
    return (
      names.has(lower) ||
      agents.includes(speaker) ||
      [...names].some((name) => name.split(/[._-]/)[0] === lower.split(' ')[0])
    )
  }
  const speakers = [...new Set(turns.flatMap(({ speaker }) => speaker ?? []))]
  const sides = new Map<string, Side>(
    speakers.map((speaker) => [
      speaker,
      VISITOR.test(speaker) ? 'visitor' : isAgent(speaker) ? 'agent' : 'unknown',
    ]),
  )
  const unknown = speakers.filter((speaker) => sides.get(speaker) === 'unknown')
  const known = speakers.find((speaker) => sides.get(speaker) !== 'unknown')
  const [only] = unknown
  if (speakers.length === 2 && unknown.length === 1 && only && known) {
    sides.set(only, sides.get(known) === 'agent' ? 'visitor' : 'agent')
  } else if (speakers.some((speaker) => sides.get(speaker) === 'visitor')) {
    // A chat has one visitor: whoever else speaks is an agent under another name.
    for (const speaker of unknown) sides.set(speaker, 'agent')
  }
  return sides
}
