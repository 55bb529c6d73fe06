'use client'

import { ActionIcon, AppShell, Burger, UnstyledButton } from '@mantine/core'
import { useDisclosure, useOs } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Fragment, type ReactNode } from 'react'
import type { FindPlaces } from '#components/palette/use-find.ts'
import { Commands, useCommandDialogs } from './commands.tsx'
import { Logo } from './logo.tsx'
import { NAVIGATION } from './navigation.ts'
import { PrintLine } from './print-line.tsx'
import classes from './shell.module.css'
import { CONTENT_ID, useArrivalFocus } from './use-arrival-focus.ts'
import { UserMenu } from './user-menu.tsx'

/** The frame of every page behind the log-in: navigation at the left, or behind a burger on a small screen. */
export function Shell({
  email,
  foot,
  notice,
  find,
  children,
}: {
  email: string
  find: FindPlaces
  foot?: ReactNode
  /** Stands above every page. */
  notice?: ReactNode
  children: ReactNode
}) {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const path = usePathname()
  const dialogs = useCommandDialogs()
  useArrivalFocus()
  const brand = (
    <Link href="/deliveries" className={classes.brand}>
      <Logo size={26} />
      Bellhop
    </Link>
  )
  return (
    <AppShell
      padding={0}
      header={{ height: { base: 48, sm: 0 } }}
      navbar={{ width: 184, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
    >
      <a
        href={`#${CONTENT_ID}`}
        className={classes.skip}
        onClick={(event) => {
          event.preventDefault()
          document.getElementById(CONTENT_ID)?.focus()
        }}
      >
        Skip to the content
      </a>
      <AppShell.Header className={classes.header} hiddenFrom="sm">
        <Burger
          opened={isOpen}
          onClick={toggle}
          size="sm"
          aria-label={isOpen ? 'Close navigation' : 'Open navigation'}
        />
        {brand}
        <ActionIcon
          ml="auto"
          variant="subtle"
          color="gray"
          aria-label="Jump to…"
          onClick={dialogs.showPalette}
        >
          <IconSearch size={16} />
        </ActionIcon>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Console">
        <div className="mantine-visible-from-sm">
          {brand}
          <JumpButton onClick={dialogs.showPalette} />
        </div>
        {NAVIGATION.map((group) => (
          <Fragment key={group.label}>
            {group.label && <div className={classes.group}>{group.label}</div>}
            {group.places.map(({ label, href, icon: Icon }) => (
              <Link
                key={href}
                href={href}
                className={classes.place}
                onClick={close}
                aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined}
              >
                <Icon size={18} stroke={1.7} aria-hidden="true" />
                {label}
              </Link>
            ))}
          </Fragment>
        ))}
        <div className={classes.foot}>
          {foot}
          <UserMenu email={email} showKeys={dialogs.showKeys} />
        </div>
      </AppShell.Navbar>
      <AppShell.Main id={CONTENT_ID} tabIndex={-1} className={classes.main}>
        <PrintLine />
        {notice}
        {children}
      </AppShell.Main>
      <Commands dialogs={dialogs} find={find} />
    </AppShell>
  )
}

/** Says the key of the palette as well: what the viewer's keyboard calls it, both are heard. */
function JumpButton({ onClick }: { onClick: () => void }) {
  const isApple = useOs({ getValueInEffect: true }) === 'macos'
  return (
    <UnstyledButton className={classes.jump} onClick={onClick} aria-keyshortcuts="Control+K Meta+K">
      <IconSearch size={15} aria-hidden="true" />
      Jump to…
      <kbd className={classes.jumpKey}>{isApple ? '⌘K' : 'Ctrl K'}</kbd>
    </UnstyledButton>
  )
}
