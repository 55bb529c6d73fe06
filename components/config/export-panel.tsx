import { Anchor, Button, Select, Switch, Text } from '@mantine/core'
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { BridgeWarning } from '#lib/lc-serv-cfg/bridge-warnings.ts'
import { BridgeDownload } from './bridge-download.tsx'
import classes from './config.module.css'

const ICON = 15

export type ExportFacts = {
  hasFile: boolean
  bridgeWarnings: BridgeWarning[]
  /** Bellhop's own HOST:PORT. */
  address: string
  chatServers: { id: string; name: string; liveTokens: number }[]
}

/** The file of the scope as it is now, and the file for a chat server itself. */
export function ExportPanel({ licence, facts }: { licence: string | null; facts: ExportFacts }) {
  const query = licence === null ? '' : `?licence=${encodeURIComponent(licence)}`
  const whose = licence === null ? 'the defaults' : `licence ${licence}`
  return (
    <>
      <section className={classes.panel}>
        <h2 id="export" tabIndex={-1} className={classes.heading}>
          Export the mappings of {whose}
        </h2>
        <Text size="sm" c="dimmed">
          {facts.hasFile
            ? 'The imported file that is in force. Only lines differ whose mappings were changed since.'
            : 'Nothing was imported here yet: the file has a line for each mapping.'}
        </Text>
        <div>
          <Button
            component="a"
            href={`/config/export${query}`}
            variant="default"
            leftSection={<IconDownload size={ICON} aria-hidden />}
          >
            Download lc_serv.cfg
          </Button>
        </div>
      </section>
      <BridgePanel licence={licence} facts={facts} />
    </>
  )
}

function BridgePanel({ licence, facts }: { licence: string | null; facts: ExportFacts }) {
  const { chatServers, bridgeWarnings, hasFile, address } = facts
  const isPointNeeded = bridgeWarnings.length > 0
  const [isPointed, setPointed] = useState(isPointNeeded)
  const [id, setId] = useState(chatServers[0]?.id ?? null)
  const router = useRouter()
  const chosen = chatServers.find((one) => one.id === id)
  return (
    <section className={classes.panel}>
      <h2 className={classes.heading}>Bridge file for a chat server</h2>
      <Text size="sm" c="dimmed">
        Every event line points to Bellhop,{' '}
        {hasFile ? 'all other lines are as in the imported file' : 'and there is no other line'}
        {isPointed && chosen && ', except RPC_SERVER_IP'}. Put it in place of the chat server’s lc_serv.cfg
        and restart the chat server once.
      </Text>
      {chatServers.length === 0 ? (
        <Text size="sm">
          There is no chat server yet.{' '}
          <Anchor component={Link} href="/chat-servers" inherit>
            Add one
          </Anchor>{' '}
          first.
        </Text>
      ) : (
        <div className={classes.fields}>
          <Select
            label="Chat server"
            data={chatServers.map(({ id: value, name }) => ({ value, label: name }))}
            value={id}
            onChange={setId}
            allowDeselect={false}
            w={220}
          />
          {id && (
            <BridgeDownload
              chatServerId={id}
              licence={licence}
              pointRpcServerIp={isPointed}
              onDone={router.refresh}
            />
          )}
        </div>
      )}
      {chosen && (
        <Text size="sm" c="dimmed">
          {chosen.liveTokens > 1
            ? `The file gets a new ingest URL. ${chosen.name} has two, which is the most: the older of them ends.`
            : 'The file gets a new ingest URL; the one before it works on. Keep the file as you would a password.'}
        </Text>
      )}
      {isPointNeeded && chosen && (
        <Switch
          label={`Point RPC_SERVER_IP to Bellhop (${address})`}
          description="NEW_LICENCE is requested from the server that RPC_SERVER_IP names, whatever its URL says."
          checked={isPointed}
          onChange={(event) => setPointed(event.currentTarget.checked)}
        />
      )}
      {(isPointed && chosen ? [] : bridgeWarnings).map(({ line, message }) => (
        <div key={`${line} ${message}`} className={classes.warning}>
          <IconAlertTriangle size={ICON} aria-hidden />
          <span>
            {line !== null && `Line ${line}: `}
            {message}
          </span>
        </div>
      ))}
    </section>
  )
}
