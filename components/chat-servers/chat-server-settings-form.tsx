import { Button, Group, NumberInput, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import { FormError } from '#components/ui/form-error.tsx'
import { sayDone } from '#components/ui/toast/toast.tsx'
import { ID_MARK } from '#lib/livechat/accepted-answer.ts'
import { CHARSETS } from '#lib/livechat/charset.ts'
import { MAX_ANSWER_CHARACTERS } from '#lib/mappings/limits.ts'
import type { ListedChatServer } from '#lib/mappings/list-chat-servers.ts'
import type { ChatServerSettings } from '#lib/mappings/update-chat-server.ts'
import { AnswerPreview } from './answer-preview.tsx'
import type { ChatServerActions } from './chat-server-actions.ts'
import classes from './chat-servers.module.css'

const DEFAULT_TEXT = `OK ${ID_MARK}`

type Draft = { name: string; charset: string; answerStatus: number | string; answerText: string }
type Problem = { reason: string; field?: keyof ChatServerSettings | null; now?: ChatServerSettings }

const draftOf = (settings: ChatServerSettings): Draft => ({
  ...settings,
  answerText: settings.answerText ?? DEFAULT_TEXT,
})

/** Changes a chat server's name, charset and answer. Who saves after somebody else compares first. */
export function ChatServerSettingsForm(props: {
  chatServer: ListedChatServer
  update: ChatServerActions['update']
  onClose: () => void
}) {
  const { update, onClose } = props
  const { id, name, charset, answerStatus, answerText } = props.chatServer
  const [seen, setSeen] = useState<ChatServerSettings>({ name, charset, answerStatus, answerText })
  const [draft, setDraft] = useState(draftOf(seen))
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSaving, startSaving] = useTransition()
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  const errorOf = (field: keyof ChatServerSettings) => problem?.field === field && problem.reason
  /** Saves what was there, unless somebody has changed it since. */
  const undo = (now: ChatServerSettings) => async () => {
    const outcome = await ask(update, { id, change: seen, expected: now })
    if (outcome.ok) return { ok: true as const, text: `${outcome.chatServer.name} is as it was.` }
    const isTaken = 'now' in outcome && outcome.now !== undefined
    const reason = isTaken ? `Somebody changed ${now.name} since. It stays so.` : outcome.reason
    return { ok: false as const, reason }
  }
  const save = () => {
    setProblem(null)
    startSaving(async () => {
      const status = draft.answerStatus
      // An emptied field is no number: the verb says what it wants.
      const change = { ...draft, answerStatus: typeof status === 'number' ? status : Number.NaN }
      const outcome = await ask(update, { id, change, expected: seen })
      if (outcome.ok) {
        sayDone(`${outcome.chatServer.name} is saved.`, undo(outcome.chatServer))
        return onClose()
      }
      setProblem(outcome)
      if ('now' in outcome && outcome.now) setSeen(outcome.now)
    })
  }
  return (
    <form
      aria-label={`Edit ${name}`}
      noValidate
      className={classes.settings}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {problem && !problem.field && (
        <div className={classes.wide}>
          <FormError reason={problem.reason} />
          {problem.now && <InForce now={problem.now} onTake={(now) => setDraft(draftOf(now))} />}
        </div>
      )}
      <Stack gap={10}>
        <TextInput
          label="Name"
          autoComplete="off"
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={errorOf('name')}
        />
        <Select
          label="Charset of its calls"
          description="A change holds for calls from now on. What came before stays as it was read."
          data={charsetsWith(draft.charset)}
          value={draft.charset}
          onChange={(chosen) => chosen && set({ charset: chosen })}
          allowDeselect={false}
          searchable
          error={errorOf('charset')}
        />
        <NumberInput
          label="Status of the answer"
          description="200 to 299, for calls that are accepted."
          min={200}
          max={299}
          clampBehavior="none"
          allowDecimal={false}
          value={draft.answerStatus}
          onChange={(status) => set({ answerStatus: status })}
          error={errorOf('answerStatus')}
        />
      </Stack>
      <Stack gap={10}>
        <Textarea
          label="Text of the answer"
          description={`${ID_MARK} stands for the id of the event.`}
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          maxLength={MAX_ANSWER_CHARACTERS}
          value={draft.answerText}
          onChange={(event) => set({ answerText: event.currentTarget.value })}
          error={errorOf('answerText')}
        />
        <AnswerPreview status={Number(draft.answerStatus)} text={draft.answerText} />
      </Stack>
      <Group gap={8} className={classes.wide}>
        <Button type="submit" loading={isSaving}>
          {problem?.now ? 'Save over it' : `Save ${name}`}
        </Button>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
    </form>
  )
}

/** What somebody else has put in place while the form was open. */
function InForce({ now, onTake }: { now: ChatServerSettings; onTake: (now: ChatServerSettings) => void }) {
  return (
    <Group gap={8} mt={8}>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        In force now: {now.name}, {now.charset}, answer {now.answerStatus} with “
        {now.answerText ?? DEFAULT_TEXT}”.
      </Text>
      <Button variant="default" size="compact-xs" onClick={() => onTake(now)}>
        Take that into the form
      </Button>
    </Group>
  )
}

/** The charsets of the list, and the present one where it was set by its label alone. */
function charsetsWith(present: string): { value: string; label: string }[] {
  const isListed = CHARSETS.some((one) => one.value === present)
  return isListed ? [...CHARSETS] : [...CHARSETS, { value: present, label: present }]
}
