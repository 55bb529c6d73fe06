'use client'

import { Autocomplete, Button } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import delivery from '#components/deliveries/delivery.module.css'
import type { ShownCall } from '#components/deliveries/shown.ts'
import { type Ask, ask } from '#components/ui/ask.ts'
import { FormError } from '#components/ui/form-error.tsx'
import type { Correctable } from '#lib/delivery-log/types.ts'
import type { CorrectCallOutcome } from '#lib/ingest/correct-call.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { type CorrectionValues, REQUIRED_NAMES, writeAddition } from '#lib/livechat/correction.ts'
import { readEventType } from '#lib/livechat/event-type-spelling.ts'
import classes from './calls.module.css'
import { CorrectionPreview } from './correction-preview.tsx'

export type CorrectCall = Ask<{ callId: string } & CorrectionValues, CorrectCallOutcome>

/** What a rejected call lacks, prefilled with what it seems to mean; one click makes it an event and delivers it. */
export function CorrectionForm(props: {
  call: ShownCall
  correctable: Correctable
  licences: readonly string[]
  correct: CorrectCall
}) {
  const { call, correctable, correct } = props
  const { missing, suggested, place } = correctable
  const [values, setValues] = useState(suggested)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, startSending] = useTransition()
  const event = readEventType(values.EVENT.trim())
  const given = Object.fromEntries(
    missing.map((name) => [name, name === 'EVENT' ? event.eventType : values[name].trim()]),
  )
  const isComplete = missing.every((name) => given[name])
  const addition = writeAddition(given, call.payload.charset)
  const send = () =>
    startSending(async () => {
      const outcome = await ask(correct, { callId: call.id, ...given })
      setProblem(outcome.ok ? null : outcome.reason)
    })
  return (
    <section className={classes.panel} aria-labelledby="correct">
      <h3 id="correct" className={delivery.heading}>
        Correct it and deliver
      </h3>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isComplete && typeof addition !== 'string') send()
        }}
      >
        <div className={classes.fields}>
          {REQUIRED_NAMES.filter((name) => missing.includes(name)).map((name) => (
            <Autocomplete
              key={name}
              size="xs"
              label={name}
              data={name === 'EVENT' ? [...EVENT_TYPES] : [...props.licences]}
              limit={50}
              value={values[name]}
              description={name === 'EVENT' && event.note}
              inputWrapperOrder={['label', 'input', 'description']}
              onChange={(value) => setValues({ ...values, [name]: value })}
              classNames={{ input: classes.mono }}
              w={name === 'EVENT' ? 260 : 140}
              spellCheck={false}
            />
          ))}
          <Button
            type="submit"
            leftSection={<IconSend2 size={16} aria-hidden />}
            loading={isSending}
            disabled={!isComplete || typeof addition === 'string'}
          >
            Correct and deliver
          </Button>
        </div>
        <FormError reason={problem ?? (typeof addition === 'string' ? addition : null)} />
        {typeof addition !== 'string' && (
          <CorrectionPreview payload={call.payload} place={place} addition={addition} />
        )}
      </form>
    </section>
  )
}
