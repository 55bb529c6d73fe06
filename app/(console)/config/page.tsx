import type { Metadata } from 'next'
import { ConfigBoard } from '#components/config/config-board.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { env } from '#lib/env.ts'
import { readBridgeNotes } from '#lib/lc-serv-cfg/export-config.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { listLicences } from '#lib/mappings/licences.ts'
import { listChatServers } from '#lib/mappings/list-chat-servers.ts'
import { licenceFromQuery } from '#lib/mappings/scope.ts'
import { applyImport, planImport } from './actions.ts'

export async function generateMetadata({ searchParams }: PageProps<'/config'>): Promise<Metadata> {
  const licence = licenceFromQuery((await searchParams).licence)
  return { title: licence === null ? 'Import / export' : `Import / export of licence ${showText(licence)}` }
}

export default async function ConfigPage({ searchParams }: PageProps<'/config'>) {
  await requireSession()
  const licence = licenceFromQuery((await searchParams).licence)
  const [licences, chatServers, notes] = await Promise.all([
    listLicences(),
    listChatServers(),
    readBridgeNotes(licence, env().baseUrl),
  ])
  return (
    <ConfigBoard
      licence={licence}
      licences={licences}
      actions={{ plan: planImport, apply: applyImport }}
      exportFacts={{
        hasFile: notes.hasFile,
        bridgeWarnings: notes.warnings,
        address: notes.address,
        chatServers: chatServers.map(({ id, name, tokensMadeAt }) => ({
          id,
          name,
          liveTokens: tokensMadeAt.length,
        })),
      }}
    />
  )
}
