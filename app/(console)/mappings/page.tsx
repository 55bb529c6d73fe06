import type { Metadata } from 'next'
import { MappingsBoard } from '#components/mappings/mappings-board.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { listLicences } from '#lib/mappings/licences.ts'
import { MOST_OTHER_TYPES } from '#lib/mappings/limits.ts'
import { countOtherTypes, listMappings } from '#lib/mappings/list-mappings.ts'
import { mappingTraffic } from '#lib/mappings/mapping-traffic.ts'
import { readRpcServerIp } from '#lib/mappings/rpc-server-ip.ts'
import { licenceFromQuery } from '#lib/mappings/scope.ts'
import {
  checkUrl,
  diffRevisions,
  listRevisions,
  registerLicence,
  removeMapping,
  rollBack,
  sendTestEvent,
  sendTestRequest,
  setMapping,
  setRpcServerIp,
} from './actions.ts'

export async function generateMetadata({ searchParams }: PageProps<'/mappings'>): Promise<Metadata> {
  const licence = licenceFromQuery((await searchParams).licence)
  return { title: licence === null ? 'Mappings' : `Mappings of licence ${showText(licence)}` }
}

export default async function MappingsPage({ searchParams }: PageProps<'/mappings'>) {
  await requireSession()
  const licence = licenceFromQuery((await searchParams).licence)
  const [rows, others, licences, rpcServerIp] = await Promise.all([
    listMappings(licence, MOST_OTHER_TYPES),
    countOtherTypes(licence),
    listLicences(),
    readRpcServerIp(licence),
  ])
  const traffic = await mappingTraffic({ licence, eventTypes: rows.map((row) => row.eventType) })
  return (
    <MappingsBoard
      key={licence}
      licence={licence}
      licences={licences}
      rows={rows}
      unlisted={Math.max(0, others - MOST_OTHER_TYPES)}
      traffic={traffic}
      rpcServerIp={rpcServerIp}
      actions={{
        save: setMapping,
        remove: removeMapping,
        sendTestEvent,
        urls: { check: checkUrl, sendTestRequest },
        setRpcServerIp,
        history: { list: listRevisions, diff: diffRevisions, rollBack },
      }}
      registerLicence={registerLicence}
    />
  )
}
