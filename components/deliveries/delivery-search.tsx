'use client'

import { LogSearch } from '#components/log/search/log-search.tsx'
import { useListParams } from '#components/log/use-list-params.ts'
import { showUrl } from '#components/ui/shown-url.ts'
import { TEST_EVENT } from '#lib/delivery-log/test-event.ts'
import { DELIVERY_TERMS } from './delivery-terms.ts'
import { deliveryParams } from './search-params.ts'

export type KnownNames = {
  licences: string[]
  endpoints: { id: string; url: string }[]
  chatServers: string[]
}

const MOST_HOSTS = 500

function hostsOf(endpoints: KnownNames['endpoints']): string[] {
  const hosts = endpoints.flatMap(({ url }) => URL.parse(url)?.host ?? [])
  return [...new Set(hosts)].slice(0, MOST_HOSTS)
}

/** What the deliveries are searched for. */
export function DeliverySearch({ licences, endpoints, chatServers }: KnownNames) {
  const { params, change } = useListParams(deliveryParams)
  const urls = new Map(endpoints.map(({ id, url }) => [id, url]))
  const show = (key: string, value: string) => {
    const url = key === 'endpoint' ? urls.get(value) : undefined
    return url ? showUrl(url).replace(/^https?:\/\//, '') : value
  }
  return (
    <LogSearch
      terms={DELIVERY_TERMS}
      placeholder="Words of payload, URL, answer or error, or terms: status:failed agent:jane"
      narrowed={params}
      known={{ licence: licences, endpoint: hostsOf(endpoints), server: [...chatServers, TEST_EVENT] }}
      show={show}
      onChange={change}
    />
  )
}
