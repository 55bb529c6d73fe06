import { pool } from '../db/pool.ts'

async function any(table: 'call' | 'delivery'): Promise<boolean> {
  const { rows } = await pool().query<{ there: boolean }>(`SELECT EXISTS (SELECT FROM ${table}) AS there`)
  return rows[0]?.there ?? false
}

/** Whether any call has ever come in; decides between "nothing yet" and "nothing matches". */
export const hasAnyCall = () => any('call')

/** Whether there has ever been a delivery. */
export const hasAnyDelivery = () => any('delivery')
