'use client'

import { AppShell, Burger } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Fragment, type ReactNode } from 'react'
import { Logo } from './logo.tsx'
import { NAVIGATION } from './navigation.ts'
import classes from './shell.module.css'
import { UserMenu } from './user-menu.tsx'

/** The frame of every page behind the log-in: navigation at the left, or behind a burger on a small screen. */
export function Shell({
  email,
  foot,
  notice,
  children,
}: {
  email: string
  foot?: ReactNode
  /** Stands above every page. */
  notice?: ReactNode
  children: ReactNode
}) {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const path = usePathname()
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
      <AppShell.Header className={classes.header} hiddenFrom="sm">
        <Burger
          opened={isOpen}
          onClick={toggle}
          size="sm"
          aria-label={isOpen ? 'Close navigation' : 'Open navigation'}
        />
        {brand}
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Console">
        <div className="mantine-visible-from-sm">{brand}</div>
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
          <UserMenu email={email} />
        </div>
      </AppShell.Navbar>
      <AppShell.Main>
        {notice}
        {children}
      </AppShell.Main>
    </AppShell>
  )
}
