import type { ReactNode } from 'react'
import classes from './endpoint-page.module.css'

/** A group of settings: what they are about at the left, the fields at the right. */
export function SettingsSection({
  title,
  hint,
  children,
}: {
  title: string
  hint: ReactNode
  children: ReactNode
}) {
  return (
    <section className={classes.section} aria-label={title}>
      <div>
        <h3 className={classes.sectionTitle}>{title}</h3>
        <p className={classes.hint}>{hint}</p>
      </div>
      <div className={classes.sectionFields}>{children}</div>
    </section>
  )
}
