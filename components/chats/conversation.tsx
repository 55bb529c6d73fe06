'use client'

import { Group, SegmentedControl, Select } from '@mantine/core'
import { useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { Conversation as Brought } from '#lib/chats/read-conversations.ts'
import { chatText } from '#lib/livechat/chat-text.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { parseTranscript, type Side, sidesOf, type Turn } from '#lib/livechat/transcript.ts'
import classes from './chats.module.css'
import { CONVERSATION_VIEWS, storyParams } from './search-params.ts'

/** A browser lays so many turns out at once without a pause. */
const MOST_TURNS = 600

const LABELS = { bubbles: 'Bubbles', script: 'Script', raw: 'Raw' } as const

/** What was said, as an ending event brought it: as bubbles, as a script, or as the value that came. */
export function Conversation({
  place,
  conversations,
  agents,
}: {
  place: string
  conversations: Brought[]
  agents: string[]
}) {
  const [view, setView] = useQueryState('view', storyParams.view)
  const [chosen, setChosen] = useState(conversations[0]?.eventId ?? null)
  const brought = conversations.find(({ eventId }) => eventId === chosen) ?? conversations[0]
  const text = useMemo(() => (brought ? chatText(brought.raw, brought.charset) : ''), [brought])
  const turns = useMemo(() => parseTranscript(text), [text])
  if (!brought) {
    return (
      <section className={classes.conversation} aria-label={`Conversation${place}`}>
        <h3 className={classes.heading}>Conversation</h3>
        <p className={classes.none}>It comes with the event that ends the chat. None has come with one.</p>
      </section>
    )
  }
  const shown = turns.slice(0, MOST_TURNS)
  return (
    <section className={classes.conversation} aria-label={`Conversation${place}`}>
      <div className={classes.bar}>
        <h3 className={classes.heading}>Conversation</h3>
        <span className={classes.dimmed}>
          {turns.length === 1 ? '1 turn' : `${turns.length.toLocaleString('en')} turns`}
        </span>
        <Group gap={8} wrap="nowrap" ml="auto">
          <SegmentedControl
            aria-label="Show the conversation as"
            value={view}
            onChange={(value) => setView(CONVERSATION_VIEWS.find((one) => one === value) ?? 'bubbles')}
            data={CONVERSATION_VIEWS.map((value) => ({ value, label: LABELS[value] }))}
          />
          <CopyButton value={view === 'raw' ? brought.raw : text} what="the conversation" />
        </Group>
      </div>
      {conversations.length > 1 && (
        <Select
          className={classes.from}
          aria-label="From which event"
          data={conversations.map(({ eventId, eventType, size }) => ({
            value: eventId,
            label: `From ${eventType}, ${size.toLocaleString('en')} characters`,
          }))}
          value={brought.eventId}
          onChange={setChosen}
          allowDeselect={false}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className={classes.said} tabIndex={0}>
        {view === 'bubbles' && <Bubbles turns={shown} agents={agents} />}
        {view === 'script' && <Script turns={shown} />}
        {view === 'raw' && <pre className={classes.raw}>{showText(brought.raw, { keepLines: true })}</pre>}
        {view !== 'raw' && turns.length > shown.length && (
          <p className={classes.none}>
            {(turns.length - shown.length).toLocaleString('en')} more turns: see Raw.
          </p>
        )}
      </div>
      <p className={classes.foot}>
        {view === 'raw' ? 'form-decoded once' : 'form-decoded, then url-decoded'}, {brought.charset}
        {brought.size > brought.raw.length &&
          `; the first ${brought.raw.length.toLocaleString('en')} of ${brought.size.toLocaleString('en')} characters`}
        . <TextLink href={`/events/${brought.eventId}`}>Exact bytes</TextLink>
      </p>
    </section>
  )
}

function Bubbles({ turns, agents }: { turns: Turn[]; agents: string[] }) {
  const sides = useMemo(() => sidesOf(turns, agents), [turns, agents])
  const sideOf = ({ speaker }: Turn): Side =>
    speaker === null ? 'unknown' : (sides.get(speaker) ?? 'unknown')
  let agent: string | null = null
  return (
    <ol className={classes.bubbles}>
      {turns.map((turn, at) => {
        const side = sideOf(turn)
        const isHandover = side === 'agent' && agent !== null && agent !== turn.speaker
        if (side === 'agent') agent = turn.speaker
        const isSame = at > 0 && turns[at - 1]?.speaker === turn.speaker
        return (
          <li key={at} className={classes.turn} data-side={side}>
            {isHandover && <span className={classes.handover}>{showText(turn.speaker ?? '')} goes on</span>}
            {!isSame && turn.speaker && (
              <span className={classes.speaker}>
                {showText(turn.speaker)} {turn.time && <span className={classes.dimmed}>{turn.time}</span>}
              </span>
            )}
            <span className={classes.bubble}>{showText(turn.text, { keepLines: true }) || '–'}</span>
          </li>
        )
      })}
    </ol>
  )
}

function Script({ turns }: { turns: Turn[] }) {
  return (
    <dl className={classes.script}>
      {turns.map((turn, at) => (
        <div key={at}>
          <dt>{turn.speaker === null ? '' : showText(turn.speaker)}</dt>
          <dd>{showText(turn.text, { keepLines: true })}</dd>
        </div>
      ))}
    </dl>
  )
}
