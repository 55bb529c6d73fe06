import { Paper } from '@mantine/core'
import type { ReactNode } from 'react'
import { Logo } from '#components/shell/logo.tsx'
import classes from './welcome-card.module.css'

/** The one panel of a page before the log-in. */
export function WelcomeCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <Paper withBorder radius="md" className={classes.card}>
        <div className={classes.head}>
          <Logo size={36} />
          <h1 className={classes.title}>{title}</h1>
        </div>
        {children}
      </Paper>
    </main>
  )
}
