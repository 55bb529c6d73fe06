import { pool } from '#lib/db/pool.ts'
import { placeOf } from '#lib/dispatch/place-of.ts'
import { refusedPlaces } from '#lib/dispatch/refused-places.ts'
import { checkUrl } from '#lib/lc-serv-cfg/check-url.ts'
import { type MappingLine, parseConfig } from '#lib/lc-serv-cfg/parse.ts'
import type { ImportPlan } from '#lib/lc-serv-cfg/plan.ts'
import type { PlanWarning } from '#lib/lc-serv-cfg/plan-findings.ts'
import { isWholeFile } from '#lib/lc-serv-cfg/whole-file.ts'
import { type ConnectTo, checkConnectTo, spellAddress } from '#lib/mappings/connect-to.ts'

/** The plan with a warning for each address of the file that would not be called: what is mapped there goes nowhere. */
export async function warnOfAddresses(plan: ImportPlan, file: Uint8Array): Promise<ImportPlan> {
  if (plan.errors.some(isWholeFile)) return plan
  const lines = parseConfig(file).lines.filter((line) => line.kind === 'mapping' && checkUrl(line.url).ok)
  const byPlace = Map.groupBy(await withPlaces(lines as MappingLine[], plan), ({ place }) =>
    spellAddress(place),
  ) // as filtered
  const refused = await refusedPlaces(
    [...byPlace.values()].flatMap(([first]) => (first ? [first.place] : [])),
  )
  const warnings = [...refused].map(([name, reason]): PlanWarning => {
    const there = (byPlace.get(name) ?? []).map(({ line }) => line)
    const types = new Set(there.map((line) => line.eventType))
    const [only] = types
    return {
      lines: there.map((line) => line.number),
      eventType: types.size === 1 ? (only ?? null) : null,
      message: `It would not be called. ${reason}`,
      isAddress: true,
    }
  })
  return { ...plan, warnings: [...warnings, ...plan.warnings] }
}

// Counts on: endpoint (url).
const CONNECT_TO = `
SELECT url, connect_to AS "connectTo" FROM endpoint WHERE url = ANY($1::text[]) AND connect_to IS NOT NULL`

/** Where each line is called: as its endpoint says, if there is one, NEW_LICENCE as RPC_SERVER_IP says, or its URL. */
async function withPlaces(
  lines: MappingLine[],
  { rpcServerIp }: ImportPlan,
): Promise<{ line: MappingLine; place: ConnectTo }[]> {
  const { rows } = await pool().query<{ url: string; connectTo: string }>(CONNECT_TO, [
    [...new Set(lines.map(({ url }) => url))],
  ])
  const connectTo = new Map(rows.map((endpoint) => [endpoint.url, endpoint.connectTo]))
  return lines.map((line) => {
    const own = placeOf(line.url)
    const rpcServer = line.eventType === 'NEW_LICENCE' ? rpcServerIp?.to : null
    return { line, place: instead(connectTo.get(line.url) ?? rpcServer ?? null, own) }
  })
}

function instead(text: string | null, own: ConnectTo): ConnectTo {
  const checked = text === null ? null : checkConnectTo(text)
  return checked?.ok ? { hostname: checked.hostname, port: checked.port ?? own.port } : own
}
