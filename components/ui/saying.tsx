import { Countdown } from './countdown.tsx'
import { LocalTime } from './local-time.tsx'

/** A sentence with moments (ISO) in it: `at` is shown as a time, a `minute` of today as one, `until` is counted down to. */
export type Saying = (string | { at: string } | { minute: string } | { until: string })[]

/** Shows a sentence in the viewer's zone. */
export function Said({ saying }: { saying: Saying }) {
  return saying.map((part, place) => {
    if (typeof part === 'string') return part
    // A sentence is made anew as a whole: its parts have no other name than their place.
    if ('at' in part) return <LocalTime key={place} at={part.at} withDay />
    if ('minute' in part) return <LocalTime key={place} at={part.minute} isMinute />
    return <Countdown key={place} to={part.until} before="in " />
  })
}
