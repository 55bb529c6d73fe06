import type { ReactNode } from 'react'
import classes from './shell.module.css'

/** The top of a page: its name, what belongs beside it, and its actions at the right. */
export function PageBar({
  title,
  children,
  actions,
}: {
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <header className={classes.bar}>
      <h1 className={classes.title} tabIndex={-1}>
        {title}
      </h1>
      {children}
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  )
}
