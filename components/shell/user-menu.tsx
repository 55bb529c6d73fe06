'use client'

import {
  ActionIcon,
  Menu,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { IconKeyboard, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react'
import { signOut } from '#components/auth/auth-client.ts'
import classes from './shell.module.css'

/** Who is logged in, the keys, the way out, and the colour scheme. */
export function UserMenu({ email, showKeys }: { email: string; showKeys: () => void }) {
  const { setColorScheme } = useMantineColorScheme()
  const computed = useComputedColorScheme('light', { getInitialValueInEffect: true })
  // A theme that was chosen is known to the browser alone: the server has drawn the light one.
  const scheme = useMounted() ? computed : 'light'
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 4 }}>
      <Menu position="top-start" width={220}>
        <Menu.Target>
          <UnstyledButton className={classes.user} aria-label={`Logged in as ${email}`}>
            <IconUser size={16} className={classes.icon} aria-hidden="true" />
            <span className={classes.email} title={email}>
              {email}
            </span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{email}</Menu.Label>
          <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={showKeys}>
            Keys
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
            Log out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={`Use the ${other} theme`}>
        <ActionIcon onClick={() => setColorScheme(other)} aria-label={`Use the ${other} theme`}>
          {scheme === 'dark' ? <IconSun size={16} /> : <IconMoon size={16} />}
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
