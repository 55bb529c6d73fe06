import { Skeleton } from '@mantine/core'
import classes from './list-skeleton.module.css'

const LINES = Array.from({ length: 16 }, (_, index) => index)

/** Stands where a list is to come when it is read for the first time; later the old list stays until the new one is there. */
export function ListSkeleton() {
  return (
    <div className={classes.list} role="status" aria-label="The list is being read">
      {LINES.map((line) => (
        <Skeleton key={line} height={12} radius="sm" className={classes.line} />
      ))}
    </div>
  )
}
