import type { Headline } from '../headline.ts'
import type { ShownDelivery, Standing } from '../shown.ts'

/** A delivery that is open beside the log. Plain JSON. */
export type OpenDelivery = {
  delivery: ShownDelivery
  standing: Standing
  headline: Headline
  /** Of a changed resend that is asked for from there. */
  requestId: string
}
