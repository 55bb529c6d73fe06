import { Select } from '@mantine/core'
import classes from './history.module.css'
import type { HistoryActions } from './mapping-actions.ts'
import { RevisionDiff } from './revision-entry.tsx'
import type { History } from './use-history.ts'
import { useRevisionDiff } from './use-revision-diff.ts'

/** Two revisions out of those that are listed, and how they differ. */
export function CompareRevisions(props: {
  licence: string | null
  actions: HistoryActions
  history: History
  from: number | null
  to: number | null
  onChoose: (chosen: { from: number } | { to: number }) => void
}) {
  const { licence, actions, history, onChoose } = props
  const ids = history.revisions?.map(({ id }) => id) ?? []
  const to = props.to ?? ids[0] ?? null
  const from = props.from ?? ids[1] ?? null
  const outcome = useRevisionDiff(actions.diff, { licence, from: from ?? undefined, to })
  const data = [...new Set([...ids, ...[from, to].filter((id) => id !== null)])]
    .toSorted((a, b) => b - a)
    .map((id) => ({ value: String(id), label: `r${id}` }))
  const common = { data, size: 'xs', searchable: true, allowDeselect: false } as const
  return (
    <div className={classes.compare}>
      <div className={classes.selects}>
        <Select
          {...common}
          label="From"
          value={from === null ? null : String(from)}
          onChange={(id) => id && onChoose({ from: Number(id) })}
        />
        <Select
          {...common}
          label="To"
          value={to === null ? null : String(to)}
          onChange={(id) => id && onChoose({ to: Number(id) })}
        />
      </div>
      <section aria-label={`From r${from} to r${to}`}>
        <RevisionDiff outcome={outcome} none="Their mappings are the same." />
      </section>
    </div>
  )
}
