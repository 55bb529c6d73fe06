import { TextLink } from '#components/ui/text-link.tsx'
import { showText } from '#lib/livechat/show-bytes.ts'

/** Leads to where an event that goes nowhere is mapped and delivered: its page. */
export function MapIt(props: { eventId: string; eventType: string; className?: string }) {
  const { eventId, eventType, className } = props
  return (
    <TextLink
      href={`/events/${eventId}#map`}
      prefetch={false}
      className={className}
      aria-label={`Map it: ${showText(eventType)}`}
    >
      Map it
    </TextLink>
  )
}
