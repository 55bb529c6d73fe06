import { LocalTime } from '#components/ui/local-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { Told } from '#lib/licences/licence-state.ts'
import classes from './licences.module.css'

/** When something was told, as a link to the event that told it; before that, since when it has been so. */
export function ToldWhen({ told, withSince = false }: { told: Told; withSince?: boolean }) {
  return (
    <span className={classes.when}>
      {withSince && (
        <>
          since <LocalTime at={told.since} withDay />,{' '}
        </>
      )}
      told{' '}
      <TextLink href={`/events/${told.eventId}`} prefetch={false}>
        <LocalTime at={told.at} withDay />
      </TextLink>
    </span>
  )
}
