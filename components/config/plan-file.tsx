import { Anchor } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import type { ShownPlan } from '#lib/lc-serv-cfg/bound-plan.ts'
import type { FileSummary } from '#lib/lc-serv-cfg/file-limits.ts'
import type { LineMark } from '#lib/lc-serv-cfg/plan.ts'
import classes from './plan.module.css'
import { PlanMark } from './plan-mark.tsx'

const LEGEND: LineMark[] = ['added', 'changed', 'same', 'warning', 'error']

/** The file as it is, a mark at each line that does something. */
export function PlanFile({
  name,
  plan,
  onReplace,
}: {
  name: string
  plan: ShownPlan
  onReplace: () => void
}) {
  const { lines, file, counts } = plan
  return (
    <section className={classes.file} aria-label={`The file ${name}`}>
      <div className={classes.fileBar}>
        <IconFile size={16} aria-hidden />
        <span className={classes.name}>{name}</span>
        <span className={classes.dimmed}>{sayFile(file)}</span>
        <Anchor component="button" type="button" size="xs" ml="auto" onClick={onReplace}>
          Replace
        </Anchor>
      </div>
      {/* A scrolled region is reached by the keyboard as well. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section className={classes.lines} tabIndex={0} aria-label="Its lines">
        {lines.map(({ number, text, mark }) => (
          <div key={number} className={classes.line} data-mark={mark ?? undefined}>
            <span className={classes.number}>{number}</span>
            <span className={classes.mark}>{mark && <PlanMark mark={mark} isNamed />}</span>
            <span>{text}</span>
          </div>
        ))}
        {counts.lines > lines.length && (
          <div className={classes.line}>
            <span />
            <span />
            <span className={classes.dimmed}>
              and {(counts.lines - lines.length).toLocaleString('en')} more lines
            </span>
          </div>
        )}
      </section>
      <div className={classes.legend}>
        {LEGEND.map((mark) => (
          <span key={mark}>
            <PlanMark mark={mark} /> {mark}
          </span>
        ))}
        <span className={classes.dimmed}>unmarked: kept as it is</span>
      </div>
    </section>
  )
}

function sayFile({ lines, bytes, ending, endsWithNewline }: FileSummary): string {
  const parts = [
    lines === 1 ? '1 line' : `${lines.toLocaleString('en')} lines`,
    `${bytes.toLocaleString('en')} B`,
    ending === 'mixed' ? 'mixed line endings' : ending,
    endsWithNewline || bytes === 0 ? null : 'no final newline',
  ]
  return parts.filter((part) => part !== null).join(' · ')
}
