import { Button, Select, TextInput } from '@mantine/core'
import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import { FormError } from '#components/ui/form-error.tsx'
import { CHARSETS } from '#lib/livechat/charset.ts'
import type { AddChatServer, FreshIngestUrl } from './chat-server-actions.ts'
import classes from './chat-servers.module.css'

/** Adds a chat server: a name, and the charset in which it writes. */
export function AddChatServerForm(props: {
  add: AddChatServer
  onAdded: (fresh: FreshIngestUrl) => void
  /** Whether it is what the page is for. */
  isMain?: boolean
}) {
  const { add, onAdded, isMain = true } = props
  const [name, setName] = useState('')
  const [charset, setCharset] = useState<string>(CHARSETS[0].value)
  const [problem, setProblem] = useState<{ field?: 'name' | 'charset'; reason: string } | null>(null)
  const [isAdding, startAdding] = useTransition()
  const errorOf = (field: 'name' | 'charset') => problem?.field === field && problem.reason
  return (
    <form
      id="add"
      aria-label="Add a chat server"
      noValidate
      className={classes.add}
      onSubmit={(event) => {
        event.preventDefault()
        setProblem(null)
        startAdding(async () => {
          const outcome = await ask(add, { name, charset })
          if (!outcome.ok) return setProblem(outcome)
          setName('')
          onAdded(outcome)
        })
      }}
    >
      {problem && !problem.field && <FormError reason={problem.reason} />}
      <div className={classes.fields}>
        <TextInput
          label="Name"
          placeholder="rack 3"
          autoComplete="off"
          w={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errorOf('name')}
        />
        <Select
          label="Charset of its calls"
          description={null}
          data={[...CHARSETS]}
          value={charset}
          onChange={(chosen) => chosen && setCharset(chosen)}
          allowDeselect={false}
          searchable
          w={260}
          error={errorOf('charset')}
        />
        <Button type="submit" variant={isMain ? 'filled' : 'default'} loading={isAdding}>
          Add the chat server
        </Button>
      </div>
    </form>
  )
}
