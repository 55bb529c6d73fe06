import type { ConnectToSource } from './connect-to.ts'

/** Where NEW_LICENCE of a licence is sent: RPC_SERVER_IP of the licence or of the defaults. */
export type RpcServer = { text: string; source: Exclude<ConnectToSource, 'endpoint'> }

const newestOf = (scope: string) =>
  `(SELECT rpc_server_ip FROM mapping_revision WHERE ${scope} ORDER BY id DESC LIMIT 1)`

/**
 * SQL for the RpcServer of a licence as json, null when no scope has one: what the licence's newest revision names, or
 * else that of the defaults. Counts on: mapping_revision (licence, id), one row each.
 * @param licence a column or expression of ours, never text from outside.
 */
export function rpcServerOf(licence: string): string {
  return `(
    SELECT CASE
      WHEN named.own IS NOT NULL THEN json_build_object('text', named.own, 'source', 'licence')
      WHEN named.shared IS NOT NULL THEN json_build_object('text', named.shared, 'source', 'defaults') END
    FROM (SELECT ${newestOf(`licence = ${licence}`)} AS own, ${newestOf('licence IS NULL')} AS shared) AS named)`
}
