/** What a revision changed, in numbers; `only` when it is a single event type (`to` null: no longer mapped). */
export type RevisionChange = {
  added: number
  changed: number
  removed: number
  only: { eventType: string; to: string[] | null } | null
  /** There when RPC_SERVER_IP changed; null within: there is none any more. */
  rpcServerIp: { to: string | null } | null
}

const LONGEST = 48

/**
 * A change of a scope in a short sentence, without who did it: "CLIENT_INVITED to invite.pl",
 * "Import of lc_serv.cfg: 4 added, 1 changed".
 * @param source as the revision has it: import, edit, endpoint, command line, roll-back.
 */
export function sayRevision(source: string, changes: RevisionChange): string {
  const whole = [sayMappings(changes), sayRpcServerIp(changes.rpcServerIp)].filter((part) => part !== null)
  const counted = [sayCounts(changes), sayRpcServerIp(changes.rpcServerIp)].filter((part) => part !== null)
  if (source === 'import') return `Import of lc_serv.cfg: ${counted.join(', ') || 'nothing changed'}`
  if (source === 'roll-back') return `Roll-back: ${counted.join(', ') || 'the file only'}`
  return (source === 'endpoint' ? ['Endpoint changed:', whole.join(', ')] : [whole.join(', ')])
    .filter((part) => part !== '')
    .join(' ')
}

function sayMappings(changes: RevisionChange): string | null {
  if (changes.only === null) return sayCounts(changes)
  const { eventType, to } = changes.only
  if (to === null) return `${eventType} no longer mapped`
  if (to.length === 0) return `${eventType} delivers nothing`
  return to.length === 1 ? `${eventType} to ${shortUrl(to[0] ?? '')}` : `${eventType} to ${to.length} URLs`
}

function sayCounts({ added, changed, removed }: RevisionChange): string | null {
  const parts = [
    [added, 'added'],
    [changed, 'changed'],
    [removed, 'removed'],
  ] as const
  const counted = parts.filter(([count]) => count > 0)
  if (counted.length === 0) return null
  return counted.map(([count, deed]) => `${count.toLocaleString('en')} ${deed}`).join(', ')
}

function sayRpcServerIp(change: RevisionChange['rpcServerIp']): string | null {
  if (change === null) return null
  return change.to === null ? 'RPC_SERVER_IP removed' : `RPC_SERVER_IP ${change.to}`
}

/** The last part of the path, which tells scripts of one host apart; else the host. */
function shortUrl(text: string): string {
  const url = URL.parse(text)
  const last = url?.pathname.split('/').findLast((part) => part !== '')
  const short = last ?? url?.host ?? text
  return short.length <= LONGEST ? short : `${short.slice(0, LONGEST - 1)}…`
}
