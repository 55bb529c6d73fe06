'use client'

import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { LogName } from '#lib/preferences/log-name.ts'
import { followExport } from './follow-export.ts'
import classes from './tool.module.css'

// randomUUID is for https alone.
const exportId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Everything that matches, as a file; a notice tells how far it is. */
export function ExportMenu({ list, query }: { list: LogName; query: string }) {
  const write = (format: 'csv' | 'ndjson') => {
    const id = exportId()
    const link = document.createElement('a')
    link.href = `/${list}/export/${format}${query}${query === '' ? '?' : '&'}export=${id}`
    link.download = ''
    link.click()
    followExport(id, list)
  }
  return (
    <Menu position="bottom-end" shadow="md" radius="md">
      <Menu.Target>
        <Button variant="default" className={classes.tool} leftSection={<IconDownload size={16} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>All that match, newest first</Menu.Label>
        <Menu.Item onClick={() => write('csv')}>CSV</Menu.Item>
        <Menu.Item onClick={() => write('ndjson')}>NDJSON: a JSON object a line</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
