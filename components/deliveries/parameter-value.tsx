'use client'

import { Button } from '@mantine/core'
import { useState } from 'react'
import { BytesView } from '#components/ui/bytes/bytes-view.tsx'
import { ScrollBox } from '#components/ui/scroll-box.tsx'
import { isEncodedAgain } from '#lib/livechat/catalogue.ts'
import { chatText } from '#lib/livechat/chat-text.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './delivery.module.css'
import { firstLines } from './first-lines.ts'
import type { ShownParameter } from './shown.ts'

const toBase64 = (text: string) =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))

/** A value as it reads: its beginning, and the rest when it is asked for, part by part. */
export function ParameterValue(props: {
  eventType: string | null
  charset: string
  /** Where the whole value is. */
  source: string
  parameter: ShownParameter
  meaning: string | null
}) {
  const { eventType, charset, source, parameter, meaning } = props
  const { name, value, hidden, size } = parameter
  const [isWhole, setWhole] = useState(false)
  const text = isEncodedAgain(eventType, name) ? chatText(value, charset) : value
  if (isWhole) {
    const label = `Value of ${showText(name)}`
    // What is not here is read as it came.
    return hidden > 0 ? (
      <BytesView base64={toBase64(value)} size={size} charset="utf-8" label={label} source={source} />
    ) : (
      <BytesView base64={toBase64(text)} charset="utf-8" label={label} />
    )
  }
  const first = firstLines(text)
  const more = text.length - first.length + hidden
  const shown = showText(first, { keepLines: true })
  return (
    <>
      <ScrollBox className={classes.value}>
        {shown === '' ? <span className={classes.dimmed}>empty</span> : shown}
        {meaning && <span className={classes.meaning}>{meaning}</span>}
      </ScrollBox>
      {more > 0 && (
        <Button variant="default" size="compact-xs" mt={4} onClick={() => setWhole(true)}>
          Show {more.toLocaleString('en-US')} more characters
        </Button>
      )}
    </>
  )
}
