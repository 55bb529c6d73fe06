import { readLog } from './read-log.ts'

async function any(table: 'call' | 'delivery'): Promise<boolean> {
  const text = `SELECT EXISTS (SELECT FROM ${table}) AS there`
  const [row] = await readLog((read) => read<{ there: boolean }>(text, []))
  return row?.there ?? false
}

/**
 * Whether any call has ever come in; decides between "nothing yet" and "nothing matches".
 * @throws LogTimeout after 3 s.
 */
export const hasAnyCall = () => any('call')

/**
 * Whether there has ever been a delivery.
 * @throws LogTimeout after 3 s.
 */
export const hasAnyDelivery = () => any('delivery')
