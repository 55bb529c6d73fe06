import { Anchor, Button, Group, TextInput } from '@mantine/core'
import { useState, useTransition } from 'react'
import { ask } from '#components/ui/ask.ts'
import { sayDone } from '#components/ui/toast/toast.tsx'
import { checkRpcServerIp } from '#lib/lc-serv-cfg/check-rpc-server-ip.ts'
import type { ScopeRpcServerIp } from '#lib/mappings/rpc-server-ip.ts'
import type { MappingActions } from './mapping-actions.ts'
import classes from './mapping-table.module.css'

type Props = {
  licence: string | null
  rpcServerIp: ScopeRpcServerIp
  setRpcServerIp: MappingActions['setRpcServerIp']
}

/** Where NEW_LICENCE is sent, whatever host its URL names; read, or edited in place. */
export function RpcServerLine(props: Props) {
  const { licence, rpcServerIp } = props
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return <RpcServerForm {...props} onDone={() => setOpen(false)} />
  const effective = rpcServerIp.own ?? rpcServerIp.inherited
  const isInherited = licence !== null && rpcServerIp.own === null && effective !== null
  const deed = effective === null || isInherited ? 'Set' : 'Edit'
  return (
    <div className={classes.rpcLine}>
      <span>
        {effective === null
          ? 'NEW_LICENCE is sent to the host of its URL: there is no RPC_SERVER_IP'
          : `NEW_LICENCE is sent to ${effective} (RPC_SERVER_IP${isInherited ? ' of the defaults' : ''})`}
      </span>
      <Anchor
        component="button"
        type="button"
        size="sm"
        aria-label={`${deed} RPC_SERVER_IP`}
        onClick={() => setOpen(true)}
      >
        {deed}
      </Anchor>
    </div>
  )
}

function RpcServerForm({ licence, rpcServerIp, setRpcServerIp, onDone }: Props & { onDone: () => void }) {
  const [expected] = useState(rpcServerIp.own)
  const [text, setText] = useState(rpcServerIp.own ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, startSaving] = useTransition()
  const put = (value: string | null) =>
    startSaving(async () => {
      const outcome = await ask(setRpcServerIp, { licence, value, expected })
      if (!outcome.ok) return setProblem(outcome.reason)
      onDone()
      if (value !== expected) sayDone(sayServer(value), undo(value))
    })
  const undo = (value: string | null) => async () => {
    const outcome = await ask(setRpcServerIp, { licence, value: expected, expected: value })
    return outcome.ok ? { ok: true as const, text: sayServer(expected) } : outcome
  }
  const submit = () => {
    const checked = checkRpcServerIp(text.trim())
    if (checked.ok) put(checked.value)
    else setProblem(checked.reason)
  }
  return (
    <form
      aria-label="RPC_SERVER_IP"
      className={classes.rpcLine}
      onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && onDone()}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <span>RPC_SERVER_IP</span>
      <TextInput
        size="xs"
        w={260}
        aria-label="RPC_SERVER_IP, HOST:PORT"
        classNames={{ input: classes.url }}
        placeholder={rpcServerIp.inherited ?? '10.0.0.1:80'}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        value={text}
        error={problem}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setProblem(null)
        }}
      />
      <Group gap={8}>
        {expected !== null && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            disabled={isSaving}
            onClick={() => put(null)}
          >
            {licence === null ? 'Remove it' : 'Back to the defaults'}
          </Button>
        )}
        <Button variant="default" size="xs" onClick={onDone}>
          Leave it
        </Button>
        <Button type="submit" size="xs" loading={isSaving}>
          Save
        </Button>
      </Group>
    </form>
  )
}

function sayServer(value: string | null): string {
  return value === null ? 'There is no RPC_SERVER_IP of its own any more.' : `RPC_SERVER_IP is ${value} now.`
}
