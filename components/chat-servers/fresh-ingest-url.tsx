import { Anchor, Button, CopyButton, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import Link from 'next/link'
import { BridgeDownload } from '#components/config/bridge-download.tsx'
import type { FreshIngestUrl as Fresh } from './chat-server-actions.ts'
import classes from './chat-servers.module.css'

const ICON = 15

/** The ingest URL just made, in full for the only time, and how the chat server gets to call it. */
export function FreshIngestUrl({ fresh, note }: { fresh: Fresh; note?: string }) {
  const { chatServer, url, token } = fresh
  return (
    <section className={classes.fresh} aria-label={`Ingest URL of ${chatServer.name}`}>
      <Stack gap={10}>
        <div>
          <Text fw={650}>The ingest URL of {chatServer.name}</Text>
          <Text size="sm" c="dimmed">
            It is shown only now. Keep it as you would a password: whoever has it can send events. {note}
          </Text>
        </div>
        <Group gap={8} align="flex-end" wrap="nowrap">
          <TextInput
            aria-label="Ingest URL"
            readOnly
            value={url}
            classNames={{ input: classes.url }}
            flex={1}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={url}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                onClick={copy}
                leftSection={
                  copied ? <IconCheck size={ICON} aria-hidden /> : <IconCopy size={ICON} aria-hidden />
                }
              >
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </Group>
        <List size="sm" spacing={6} type="ordered">
          <List.Item>
            Put a file with this URL on every event line, and RPC_SERVER_IP pointing to Bellhop, in place of
            the chat server’s lc_serv.cfg.{' '}
            <BridgeDownload chatServerId={chatServer.id} token={token} pointRpcServerIp />
          </List.Item>
          <List.Item>Restart the chat server once: it reads the file at start.</List.Item>
          <List.Item>
            Its calls appear under{' '}
            <Anchor component={Link} href="/events" inherit>
              Events
            </Anchor>
            . At its start it sends LICENCE_INFO for every licence.
          </List.Item>
        </List>
      </Stack>
    </section>
  )
}
