import type { Verdict } from './fault.ts'

const seconds = (ms: number | null) => (ms === null ? '–' : `${(ms / 1000).toFixed(1)} s`)

const COLUMNS: Record<string, (verdict: Verdict) => string> = {
  fault: ({ fault }) => fault,
  events: ({ events }) => String(events),
  'not taken': ({ notTaken }) => String(notTaken),
  lost: ({ lost }) => String(lost),
  duplicates: ({ duplicates }) => String(duplicates),
  recovered: ({ recoveredMs }) => seconds(recoveredMs),
  took: ({ tookMs }) => seconds(tookMs),
  '': ({ violations }) => (violations.length === 0 ? 'holds' : 'BROKEN'),
}

/** The verdicts as a Markdown table, and below it what was broken and what is worth knowing. */
export function tableOf(verdicts: Verdict[]): string {
  const rows = [
    Object.keys(COLUMNS),
    ...verdicts.map((verdict) => Object.values(COLUMNS).map((cell) => cell(verdict))),
  ]
  const widths = Object.keys(COLUMNS).map((_, at) =>
    Math.max(3, ...rows.map((cells) => cells[at]?.length ?? 0)),
  )
  const line = (cells: string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = rows
  const said = verdicts.flatMap(({ fault, notes, violations }) => [
    ...notes.map((note) => `${fault}: ${note}`),
    ...violations.map((violation) => `BROKEN  ${fault}: ${violation}`),
  ])
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line), '', ...said].join(
    '\n',
  )
}
