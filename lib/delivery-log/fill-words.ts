import { pool } from '../db/pool.ts'
import { addWords } from './add-words.ts'

const BATCH = 5000

// Those without an attempt that ended are sought by the words of their events. Counts on: delivery and delivery_words by key.
const NEXT = `
SELECT max(id::text)::uuid AS last, array_agg(id) FILTER (WHERE NOT is_worded AND status IN ('succeeded', 'failed')) AS ids
FROM (SELECT id, status, EXISTS (SELECT FROM delivery_words WHERE delivery_words.id = delivery.id OFFSET 0) AS is_worded
  FROM delivery WHERE id > $1 ORDER BY id LIMIT ${BATCH}) AS next`

const FILL = addWords(`SELECT id, coalesce(last_error, '') AS words FROM delivery WHERE id = ANY($1::uuid[])`)

/** Gives deliveries that ended before their words were kept those of their events; of their attempts there are none. */
export async function fillWords(): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await pool().query<{ last: string | null; ids: string[] | null }>(NEXT, [after])
    const [next] = rows
    if (!next?.last) return
    if (next.ids) await pool().query(FILL, [next.ids])
    after = next.last
  }
}
