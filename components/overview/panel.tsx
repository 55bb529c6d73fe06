import { Skeleton } from '@mantine/core'
import { type ReactNode, Suspense } from 'react'
import { Failure } from '#components/ui/failure.tsx'
import classes from './overview.module.css'

type Place = {
  /** Its place on the page, and the anchor that leads there. */
  name: string
  title: string
}

/** One subject of the overview. `note` stands beside the title, `figures` at the right. */
export function Panel(props: Place & { note?: ReactNode; figures?: ReactNode; children: ReactNode }) {
  const { name, title, note, figures, children } = props
  return (
    <section id={name} className={classes.panel} data-place={name} aria-labelledby={`${name}-title`}>
      <header className={classes.head}>
        <h2 id={`${name}-title`} className={classes.title}>
          {title}
        </h2>
        {note && <span className={classes.note}>{note}</span>}
        {figures && <div className={classes.figures}>{figures}</div>}
      </header>
      {children}
    </section>
  )
}

/**
 * Shows a panel as soon as it is read; it waits for no other, and one that cannot be read says so in its place.
 * @param read what the panel shows, or (a string) why it could not be read.
 */
export function ReadPanel<T>(
  props: Place & { read: Promise<T | string>; failure: string; children: (value: T) => ReactNode },
) {
  const { name, title } = props
  return (
    <Suspense
      fallback={
        <Panel name={name} title={title}>
          <div role="status" aria-label={`${title}: being read`} className={classes.skeleton}>
            <Skeleton height={12} width="60%" radius="sm" />
            <Skeleton height={12} width="85%" radius="sm" />
            <Skeleton height={12} width="45%" radius="sm" />
          </div>
        </Panel>
      }
    >
      <Shown {...props} />
    </Suspense>
  )
}

async function Shown<T>(props: Parameters<typeof ReadPanel<T>>[0]) {
  const value = await props.read
  if (typeof value !== 'string') return props.children(value as T) // a string is always a failure
  return (
    <Panel name={props.name} title={props.title}>
      <Failure title={props.failure} reason={value} />
    </Panel>
  )
}
