import { LocalTime } from '#components/ui/local-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'

/** In a list that is empty for the time it is narrowed to: when the newest was that matches otherwise. */
export function NearestInTime({ at, href }: { at: string; href: string }) {
  return (
    <p>
      At any time, the newest is from <LocalTime at={at} withDay />. <TextLink href={href}>Show it</TextLink>
    </p>
  )
}
