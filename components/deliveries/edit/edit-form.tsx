import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { ShownDelivery } from '#components/deliveries/shown.ts'
import { type Ask, ask } from '#components/ui/ask.ts'
import { FormError } from '#components/ui/form-error.tsx'
import type { ResendChangedInput, ResendChangedOutcome } from '#lib/dispatch/resend-changed.ts'
import classes from './edit.module.css'
import { changesOf, type Draft, firstDraft, sayChanges, withheld } from './edit-draft.ts'
import { AddedParameter, EditedParameter } from './edit-row.tsx'

export type ResendChanged = Ask<ResendChangedInput, ResendChangedOutcome>

type Problem = { field: string | null; reason: string }

/** The fields of a changed resend. What nobody touches is sent byte for byte. */
export function EditForm(props: {
  delivery: ShownDelivery
  requestId: string
  resendChanged: ResendChanged
  onSending: (isSending: boolean) => void
}) {
  const { delivery, requestId, resendChanged, onSending } = props
  const router = useRouter()
  const [first] = useState(() => firstDraft(delivery))
  const [draft, setDraft] = useState(first)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSending, setSending] = useState(false)
  const change = (values: Partial<Draft>) => setDraft((before) => ({ ...before, ...values }))
  const errorAt = (field: string) => (problem?.field === field ? problem.reason : null)
  const changes = changesOf(draft, delivery)
  const said = sayChanges(changes)
  const kept = delivery.payload.parameterCount - draft.rows.length
  const notSent = withheld(draft.url, delivery.endpoint)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (said.length === 0 || isSending) return
    setProblem(null)
    setSending(true)
    onSending(true)
    const outcome = await ask(resendChanged, { deliveryId: delivery.id, requestId, ...changes })
    onSending(false)
    if (outcome.ok) return router.push(`/deliveries/${outcome.deliveryId}`)
    setSending(false)
    setProblem({ field: 'field' in outcome ? outcome.field : null, reason: outcome.reason })
  }
  return (
    <form className={classes.form} onSubmit={send} aria-label="Edit and send">
      <p className={classes.hint}>
        A delivery of its own is made beside this one: one attempt, no retries, marked as changed by you.
      </p>
      <div className={classes.line}>
        <TextInput
          label="URL"
          className={classes.grow}
          value={draft.url}
          onChange={(event) => change({ url: event.currentTarget.value })}
          error={errorAt('url')}
        />
        <div>
          <SegmentedControl
            aria-label="Method"
            data={['GET', 'POST']}
            value={draft.method}
            onChange={(method) => change({ method: method === 'POST' ? 'POST' : 'GET' })}
          />
          {errorAt('method') && <p className={classes.problem}>{errorAt('method')}</p>}
        </div>
      </div>
      <section aria-label="Parameters" className={classes.rows}>
        {draft.rows.map((row, at) => (
          <EditedParameter
            key={row.index}
            row={row}
            first={first.rows[at] ?? row}
            onChange={(changed) =>
              change({ rows: draft.rows.map((one) => (one.index === row.index ? changed : one)) })
            }
            nameError={errorAt(`changed.${row.index}.name`)}
            valueError={errorAt(`changed.${row.index}.value`)}
          />
        ))}
        {draft.added.map((row, at) => (
          <AddedParameter
            key={row.key}
            row={row}
            onChange={(changed) =>
              change({
                added: draft.added.flatMap((one) => (one.key === row.key ? (changed ?? []) : one)),
              })
            }
            nameError={errorAt(`added.${at}.name`)}
            valueError={errorAt(`added.${at}.value`)}
          />
        ))}
        {kept > 0 && <p className={classes.hint}>{kept} more parameters are sent as they are.</p>}
        <div>
          <Button
            variant="subtle"
            leftSection={<IconPlus size={16} />}
            onClick={() => {
              const key = Math.max(0, ...draft.added.map((one) => one.key)) + 1
              change({ added: [...draft.added, { key, name: '', value: '' }] })
            }}
          >
            Add a parameter
          </Button>
        </div>
      </section>
      {notSent.length > 0 && (
        <p className={classes.warning}>Not sent to another host: the endpoint’s {notSent.join(', ')}.</p>
      )}
      <FormError reason={problem && problem.field === null ? problem.reason : null} />
      <div className={classes.foot}>
        <span role="status" className={classes.hint}>
          {said.length === 0 ? 'Nothing is changed yet.' : `${said.join(', ')}.`}
        </span>
        <Button type="submit" disabled={said.length === 0} loading={isSending}>
          Send
        </Button>
      </div>
    </form>
  )
}
