import { IconPencilCheck } from '@tabler/icons-react'
import type { ShownCall } from '#components/deliveries/shown.ts'
import { LocalTime } from '#components/ui/local-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import classes from './calls.module.css'

/** Both ways between a rejected call and the event that a person made of it: who, when, and what came of it. */
export function CorrectionNote({
  call,
}: {
  call: Pick<ShownCall, 'correctedAs' | 'correctedFrom' | 'receivedAt'>
}) {
  const { correctedAs, correctedFrom, receivedAt } = call
  if (correctedAs) {
    return (
      <p className={classes.correction}>
        <IconPencilCheck size={16} aria-hidden="true" />
        <span>
          Corrected by {correctedAs.by} at <LocalTime at={correctedAs.at} withDay /> as event{' '}
          <CallLink id={correctedAs.id} />.{' '}
          {correctedAs.mapped === 0
            ? 'Nothing was mapped for it: it can be mapped and delivered there.'
            : `It went to ${correctedAs.mapped === 1 ? '1 endpoint' : `${correctedAs.mapped} endpoints`}.`}
        </span>
      </p>
    )
  }
  if (correctedFrom) {
    return (
      <p className={classes.correction}>
        <IconPencilCheck size={16} aria-hidden="true" />
        <span>
          Corrected from the rejected call <CallLink id={correctedFrom.id} /> by {correctedFrom.by} at{' '}
          <LocalTime at={receivedAt} withDay />.
        </span>
      </p>
    )
  }
  return null
}

function CallLink({ id }: { id: string }) {
  return (
    <TextLink href={`/events/${id}`}>
      <code>{id}</code>
    </TextLink>
  )
}
