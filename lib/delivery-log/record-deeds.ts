import type pg from 'pg'

/** What a person can ask of a delivery: to be made of a past event, to be sent again, to be sent no more. */
export const RECORDED_DEEDS = ['deliver', 'resend', 'cancel'] as const
export type RecordedDeed = (typeof RECORDED_DEEDS)[number]

const RECORD = `INSERT INTO delivery_deed (delivery_id, deed, actor) SELECT unnest($1::uuid[]), $2, $3`

/** Writes down what a person asked of deliveries, inside the transaction that does it: the one is never there without the other. */
export async function recordDeeds(
  client: pg.ClientBase,
  { deliveryIds, deed, actor }: { deliveryIds: readonly string[]; deed: RecordedDeed; actor: string },
): Promise<void> {
  if (deliveryIds.length > 0) await client.query(RECORD, [deliveryIds, deed, actor])
}
