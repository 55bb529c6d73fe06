'use client'

import { Button, Popover, Text } from '@mantine/core'
import { IconDownload, IconHistory, IconSend } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useOptimistic, useState, useTransition } from 'react'
import { licenceHref } from '#components/licences/licence-href.ts'
import { PageBar } from '#components/shell/page-bar.tsx'
import { ask } from '#components/ui/ask.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { sayDone } from '#components/ui/toast/toast.tsx'
import type { ListedLicence } from '#lib/mappings/licences.ts'
import type { ListedMapping } from '#lib/mappings/list-mappings.ts'
import type { MappingTraffic } from '#lib/mappings/mapping-traffic.ts'
import type { ScopeRpcServerIp } from '#lib/mappings/rpc-server-ip.ts'
import { AnotherEventType } from './another-event-type.tsx'
import { HistoryPanel } from './history-panel.tsx'
import type { MappingActions, RegisterLicence } from './mapping-actions.ts'
import tableClasses from './mapping-table.module.css'
import { MappingTable, MappingTableFoot } from './mapping-table.tsx'
import { sayChange } from './say-urls.ts'
import { ScopeSwitch } from './scope-switch.tsx'
import { withRows, withWanted } from './shown-rows.ts'
import { TestEventForm } from './test-event-form.tsx'
import { undoMapping } from './undo-mapping.ts'
import { useEditors } from './use-editors.ts'
import type { Saving } from './use-mapping-form.ts'

type Props = {
  licence: string | null
  licences: ListedLicence[]
  rows: ListedMapping[]
  /** Mapped event types that are not among the rows. */
  unlisted: number
  traffic: MappingTraffic[]
  rpcServerIp: ScopeRpcServerIp
  actions: MappingActions
  registerLicence: RegisterLicence
}

/** The mappings page: the scope and its event types. */
export function MappingsBoard(props: Props) {
  const { licence, licences, rows, traffic, actions, registerLicence } = props
  const [isHistory, setHistory] = useQueryState('history', parseAsBoolean.withDefault(false))
  const { choose, problem, isRegistering } = useScopeChoice(licences, registerLicence)
  const editors = useEditors()
  const [shown, showWanted] = useOptimistic(withRows(rows, editors.editors.keys()), withWanted)
  const numbers = licences.map((one) => one.number)
  const savingOf = (eventType: string): Saving => ({
    onSend: () => editors.hide(eventType),
    onWanted: (urls) => showWanted({ eventType, urls }),
    onSaved: (before, now) => {
      editors.close(eventType)
      const isAsBefore = JSON.stringify(before) === JSON.stringify(now)
      const undo = isAsBefore ? undefined : undoMapping({ licence, eventType, before, now }, actions)
      sayDone(sayChange(licence, eventType, now), undo)
    },
    onRefused: () => editors.show(eventType),
  })

  return (
    <>
      <PageBar
        title="Mappings"
        actions={
          <BarDeeds
            {...{ licence, numbers, rows, actions, isHistory }}
            onHistory={() => setHistory(!isHistory)}
          />
        }
      >
        <ScopeSwitch licence={licence} licences={licences} onChoose={choose} />
        <Text
          size="sm"
          c={problem ? 'var(--mantine-color-error)' : 'dimmed'}
          role={problem ? 'alert' : undefined}
        >
          {problem ?? (isRegistering ? 'Registering the licence…' : sayScope(rows, licence))}
        </Text>
        {licence !== null && <TextLink href={licenceHref(licence)}>Show the licence</TextLink>}
      </PageBar>
      <div className={isHistory ? tableClasses.withHistory : undefined}>
        <div>
          <MappingTable
            licence={licence}
            licences={numbers}
            rows={shown}
            traffic={traffic}
            rpcServerIp={props.rpcServerIp}
            actions={actions}
            editors={editors}
            savingOf={savingOf}
          />
          <MappingTableFoot>
            <AnotherEventType onChoose={editors.open} />
            {props.unlisted > 0 && (
              <Text size="sm" c="dimmed">
                {props.unlisted.toLocaleString('en')} more event types are mapped: see the exported file.
              </Text>
            )}
          </MappingTableFoot>
        </div>
        {isHistory && (
          <HistoryPanel
            licence={licence}
            actions={actions.history}
            changes={`${JSON.stringify(rows.map((row) => row.own))} ${props.rpcServerIp.own}`}
            onClose={() => setHistory(null)}
          />
        )}
      </div>
    </>
  )
}

function BarDeeds(props: {
  licence: string | null
  numbers: string[]
  rows: ListedMapping[]
  actions: MappingActions
  isHistory: boolean
  onHistory: () => void
}) {
  const { licence, numbers, rows, actions, isHistory, onHistory } = props
  const scope = licence === null ? '' : `?licence=${encodeURIComponent(licence)}`
  return (
    <>
      <Popover position="bottom-end" width={584} trapFocus shadow="md">
        <Popover.Target>
          <Button
            variant="default"
            className={tableClasses.barDeed}
            leftSection={<IconSend size={15} aria-hidden />}
          >
            Send test event
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <TestEventForm
            eventTypes={rows.map((row) => row.eventType)}
            licence={licence ?? numbers[0] ?? '1'}
            licences={numbers}
            sendTestEvent={actions.sendTestEvent}
          />
        </Popover.Dropdown>
      </Popover>
      <Button
        component="a"
        href={`/config/export${scope}`}
        variant="default"
        className={tableClasses.barDeed}
        leftSection={<IconDownload size={15} aria-hidden />}
      >
        Export cfg
      </Button>
      <Button
        variant="default"
        className={tableClasses.barDeed}
        aria-pressed={isHistory}
        leftSection={<IconHistory size={15} aria-hidden />}
        onClick={onHistory}
      >
        History
      </Button>
    </>
  )
}

/** Goes to another scope; a licence that nobody knows yet is registered first. */
function useScopeChoice(licences: ListedLicence[], registerLicence: RegisterLicence) {
  const router = useRouter()
  const [problem, setProblem] = useState<string | null>(null)
  const [isRegistering, start] = useTransition()
  const go = (licence: string) => router.push(`/mappings?licence=${encodeURIComponent(licence)}`)
  const choose = (chosen: string | null) => {
    setProblem(null)
    if (chosen === null) return router.push('/mappings')
    if (licences.some((one) => one.number === chosen)) return go(chosen)
    start(async () => {
      const outcome = await ask(registerLicence, { number: chosen })
      if (outcome.ok) go(outcome.licence)
      else setProblem(outcome.reason)
    })
  }
  return { choose, problem, isRegistering }
}

function sayScope(rows: ListedMapping[], licence: string | null): string {
  const own = rows.filter((row) => row.own !== null).length
  if (licence === null) return `All licences · ${own} mapped, ${rows.length - own} not mapped`
  const inherited = rows.filter((row) => row.own === null && row.inherited !== null).length
  const nowhere = rows.filter((row) => row.effective === null).length
  const goes = nowhere === 1 ? 'goes' : 'go'
  return `${own} of its own, ${inherited} inherited, ${nowhere} ${goes} nowhere`
}
