import type { TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './states.module.css'

/** Says that there is nothing, and what to do first. */
export function EmptyState({
  icon: Icon,
  title,
  children,
}: {
  icon: TablerIcon
  title: string
  children?: ReactNode
}) {
  return (
    <div className={classes.state}>
      <Icon size={36} stroke={1.4} className={classes.icon} aria-hidden="true" />
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.text}>{children}</div>
    </div>
  )
}
