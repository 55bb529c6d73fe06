import { NotThere } from '#components/log/not-there.tsx'

export default function NoEvent() {
  return <NotThere what="event" list="Events" href="/events" />
}
