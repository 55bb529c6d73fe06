'use client'

import { TimeMenu } from '#components/log/time-menu.tsx'
import { useListParams } from '#components/log/use-list-params.ts'
import { deliveryParams } from '../search-params.ts'
import { addTerms, pillsOf } from './pills.ts'
import classes from './search-line.module.css'
import { SearchLine } from './search-line.tsx'

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

/** What the log is searched for, and the time of it. A change goes back to its newest page. */
export function DeliverySearch({ licences, endpoints, chatServers }: KnownNames) {
  const { params, change } = useListParams(deliveryParams)
  const urls = new Map(endpoints.map(({ id, url }) => [id, url]))
  const pills = pillsOf(params, urls)
    // The time has a place of its own.
    .filter(({ key }) => key !== 'since' && key !== 'until')
    .map(({ key, text }) => ({
      id: key,
      name: key === 'search' ? null : key,
      text,
      onRemove: () => change({ [key]: null }),
    }))
  return (
    <div className={classes.bar}>
      <SearchLine
        pills={pills}
        known={{ licence: licences, endpoint: hostsOf(endpoints), server: chatServers }}
        onSearch={(terms, search) => change(addTerms(params, terms, search))}
      />
      <TimeMenu time={params} onChange={change} />
    </div>
  )
}
