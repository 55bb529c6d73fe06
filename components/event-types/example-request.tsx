'use client'

import { Button, Group, SegmentedControl } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { asCurl } from '#components/deliveries/as-curl.ts'
import delivery from '#components/deliveries/delivery.module.css'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { useCopy } from '#components/ui/use-copy.ts'
import classes from './event-types.module.css'

const FORM_TYPE: [string, string] = ['content-type', 'application/x-www-form-urlencoded']

/** A call of this event type as a chat server could make it: the exact bytes, by POST or GET, and as a command. */
export function ExampleRequest({ form, ingestUrl }: { form: string; ingestUrl: string }) {
  const [method, setMethod] = useState('POST')
  const { copy, outcome } = useCopy()
  const isGet = method === 'GET'
  const url = isGet ? `${ingestUrl}?${form}` : ingestUrl
  const curl = asCurl(
    { connectTo: null, method, url, requestHeaders: isGet ? [] : [FORM_TYPE] },
    isGet ? '' : form,
  )
  return (
    <section aria-labelledby="example">
      <h3 id="example" className={delivery.heading}>
        An example, byte for byte
      </h3>
      <Group gap="xs" mb={6}>
        <SegmentedControl aria-label="Method" value={method} onChange={setMethod} data={['POST', 'GET']} />
        <CopyButton value={form} what={isGet ? 'the query' : 'the body'} />
        <Button
          variant="default"
          onClick={() => copy(curl)}
          leftSection={outcome === 'copied' ? <IconCheck size={14} /> : <IconCopy size={14} />}
        >
          {outcome === null ? 'Copy as cURL' : outcome === 'copied' ? 'Copied' : 'The browser does not copy'}
        </Button>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className={classes.bytes} tabIndex={0}>
        <span className={classes.dimmed}>
          {method} {ingestUrl}
          {isGet ? '?' : '\n\n'}
        </span>
        {form}
      </pre>
      <p className={delivery.note}>
        Put the token of a chat server’s ingest URL in the place of INGEST_TOKEN.
      </p>
    </section>
  )
}
