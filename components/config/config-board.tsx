'use client'

import { Anchor, Switch, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { ScopeSwitch } from '#components/mappings/scope-switch.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { FormError } from '#components/ui/form-error.tsx'
import { LocalTime } from '#components/ui/local-time.tsx'
import type { ListedLicence } from '#lib/mappings/licences.ts'
import classes from './config.module.css'
import type { ConfigActions } from './config-actions.ts'
import { ConfirmBar } from './confirm-bar.tsx'
import { type ExportFacts, ExportPanel } from './export-panel.tsx'
import { FileSource } from './file-source.tsx'
import { PlanFile } from './plan-file.tsx'
import { PlanList } from './plan-list.tsx'
import { sayDone } from './say-plan.ts'
import { type ImportDone, type ImportFlow, useImport } from './use-import.ts'

type Props = {
  licence: string | null
  licences: ListedLicence[]
  exportFacts: ExportFacts
  actions: ConfigActions
}

/** Import and export of lc_serv.cfg for one scope; a plan takes the page while it is read. */
export function ConfigBoard({ licence, licences, exportFacts, actions }: Props) {
  const flow = useImport(licence, actions)
  return (
    <>
      <PageBar title="Import / export">
        {flow.planned?.revision && (
          <Text size="sm" c="dimmed">
            plan made against revision {flow.planned.revision}
          </Text>
        )}
      </PageBar>
      <ScopeBar licence={licence} licences={licences} flow={flow} />
      {flow.done && <Done licence={licence} done={flow.done} />}
      {flow.problem && (
        <div className={classes.problem}>
          <FormError reason={flow.problem} />
          {flow.stale && (
            <Text size="sm" mt={6}>
              Revision {flow.stale.id} by {flow.stale.actor}, <LocalTime at={flow.stale.at} withDay />.{' '}
              <Anchor component={Link} href={historyOf(licence)} inherit>
                Show what it changed
              </Anchor>
              . The plan below is made against it.
            </Text>
          )}
        </div>
      )}
      {flow.file && flow.planned ? (
        <>
          <div className={classes.plan}>
            <PlanFile name={flow.file.name} plan={flow.planned.plan} onReplace={flow.discard} />
            <PlanList plan={flow.planned.plan} flow={flow} />
          </div>
          <ConfirmBar flow={flow} />
        </>
      ) : (
        <div className={classes.start}>
          <section className={classes.panel}>
            <h2 id="import" tabIndex={-1} className={classes.heading}>
              Import lc_serv.cfg
            </h2>
            <Text size="sm" c="dimmed">
              You see first what would change, line by line. Nothing is written until you confirm, and no byte
              of the file is lost.
            </Text>
            <FileSource onChoose={flow.choose} isReading={flow.isPlanning} />
          </section>
          <div style={{ display: 'grid', gap: 16 }}>
            <ExportPanel licence={licence} facts={exportFacts} />
          </div>
        </div>
      )}
    </>
  )
}

function historyOf(licence: string | null): string {
  return `/mappings?${licence === null ? '' : `licence=${encodeURIComponent(licence)}&`}history=true`
}

function ScopeBar({ licence, licences, flow }: Pick<Props, 'licence' | 'licences'> & { flow: ImportFlow }) {
  const router = useRouter()
  const withOwn = licences.filter((one) => one.ownMappings > 0).length
  return (
    <div className={classes.scopeBar}>
      <strong>Scope</strong>
      <ScopeSwitch
        licence={licence}
        licences={licences}
        whole="Defaults, all licences"
        onChoose={(chosen) => {
          flow.rescope(chosen)
          router.push(chosen === null ? '/config' : `/config?licence=${encodeURIComponent(chosen)}`)
        }}
      />
      <span className={classes.dimmed}>
        {licence === null
          ? withOwn > 0 &&
            (withOwn === 1
              ? '1 licence has mappings of its own; those stay as they are.'
              : `${withOwn} licences have mappings of their own; those stay as they are.`)
          : 'The file replaces the mappings of this licence only.'}
      </span>
      {flow.planned && (
        <Switch
          ml="auto"
          label="Keep mappings the file does not name"
          checked={flow.keepUnnamed}
          disabled={flow.isPlanning}
          onChange={(event) => flow.keep(event.currentTarget.checked)}
        />
      )}
    </div>
  )
}

function Done({ licence, done }: { licence: string | null; done: ImportDone }) {
  const scope = licence === null ? 'the defaults' : `licence ${licence}`
  const query = licence === null ? '' : `?licence=${encodeURIComponent(licence)}`
  return (
    <div role="status" className={classes.done}>
      <span className={classes.doneText}>
        <IconCheck size={16} aria-hidden /> {sayDone(done.plan, done.name, scope)}
      </span>
      <span className={classes.dimmed}>Revision {done.revision}.</span>
      <Anchor component={Link} href={`/mappings${query}`} size="sm">
        Show the mappings
      </Anchor>
      <Anchor component={Link} href={historyOf(licence)} size="sm">
        Roll it back in the history
      </Anchor>
    </div>
  )
}
