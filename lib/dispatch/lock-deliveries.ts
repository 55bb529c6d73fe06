import type pg from 'pg'

// Counts on: delivery by key.
const LOCK = 'SELECT FROM delivery WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE'

/** Locks deliveries until the transaction ends. Before their attempts and jobs, and in the order of their ids: everybody locks them so. */
export async function lockDeliveries(client: pg.ClientBase, ids: string[]): Promise<void> {
  await client.query({ name: 'lock-deliveries', text: LOCK, values: [ids] })
}
