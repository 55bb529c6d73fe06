'use client'

import { LogSearch } from '#components/log/search/log-search.tsx'
import { useListParams } from '#components/log/use-list-params.ts'
import { TEST_EVENT } from '#lib/delivery-log/test-event.ts'
import { CALL_TERMS } from './call-terms.ts'
import { callParams } from './search-params.ts'

/** What the events are searched for. */
export function CallSearch({ licences, chatServers }: { licences: string[]; chatServers: string[] }) {
  const { params, change } = useListParams(callParams)
  return (
    <LogSearch
      terms={CALL_TERMS}
      placeholder="Words of the payload, or terms: fate:nowhere agent:jane"
      narrowed={params}
      known={{ licence: licences, server: [...chatServers, TEST_EVENT] }}
      onChange={change}
    />
  )
}
