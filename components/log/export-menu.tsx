'use client'

import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { LogName } from '#lib/preferences/log-name.ts'

/** Everything that matches, as a file; the browser shows how far it is. */
export function ExportMenu({ list, query }: { list: LogName; query: string }) {
  const href = (format: 'csv' | 'ndjson') => `/${list}/export/${format}${query}`
  return (
    <Menu position="bottom-end" shadow="md" radius="md">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>All that match, oldest last</Menu.Label>
        <Menu.Item component="a" href={href('csv')} download>
          CSV
        </Menu.Item>
        <Menu.Item component="a" href={href('ndjson')} download>
          NDJSON: a JSON object a line
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
