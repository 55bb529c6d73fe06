import { z } from 'zod'
import { prisma } from '#lib/db/prisma.ts'
import { checkRpcServerIp } from '#lib/lc-serv-cfg/check-rpc-server-ip.ts'
import { saveScope } from '#lib/mappings/save-scope.ts'
import { actorName, loadScope, newestRevision, scopeLicence, withScopeLocked } from '#lib/mappings/scope.ts'

/** Where NEW_LICENCE of a scope is sent, HOST:PORT: what the scope says itself, and what the defaults say. */
export type ScopeRpcServerIp = { own: string | null; inherited: string | null }

/** Reads RPC_SERVER_IP of a scope; `inherited` is null in the defaults themselves. */
export async function readRpcServerIp(licence: string | null): Promise<ScopeRpcServerIp> {
  const [own, defaults] = await Promise.all([
    newestRevision(prisma(), licence),
    licence === null ? null : newestRevision(prisma(), null),
  ])
  return { own: own?.rpcServerIp ?? null, inherited: defaults?.rpcServerIp ?? null }
}

const Input = z.object({
  licence: scopeLicence,
  /** null: none of its own; a licence then follows the defaults. */
  value: z.string().nullable(),
  /** What the person saw before. */
  expected: z.string().nullable(),
  actor: actorName,
})

/** What a page sends; who does it is known from the session. */
export const setRpcServerIpInput = Input.omit({ actor: true })

export type SetRpcServerIpOutcome = { ok: true; revision: number | null } | { ok: false; reason: string }

/** Changes RPC_SERVER_IP of a scope, with a revision. Refused when it is no longer what the person saw. */
export async function setRpcServerIp(input: z.input<typeof Input>): Promise<SetRpcServerIpOutcome> {
  const { licence, value, expected, actor } = Input.parse(input)
  const checked = value === null ? null : checkRpcServerIp(value)
  if (checked?.ok === false) return checked
  return withScopeLocked(licence, async (tx) => {
    const newest = await newestRevision(tx, licence)
    const now = newest?.rpcServerIp ?? null
    if (now !== expected) {
      const reason = `${newest?.actor ?? 'Somebody'} changed RPC_SERVER_IP meanwhile: it is ${now ?? 'none'} now.`
      return { ok: false, reason }
    }
    const state = await loadScope(tx, licence)
    const change = { licence, before: state, after: state, actor, source: 'edit', rpcServerIp: value }
    return { ok: true, revision: await saveScope(tx, change) }
  })
}
