// npm run bench: the main job. npm run bench -- NAME: another one. All figures are ratios to a baseline of the same run.
const BENCHES: Record<string, () => Promise<unknown>> = {
  fairness: () => import('./fairness.ts'),
  bulk: () => import('./bulk.ts'),
  log: () => import('./log.ts'),
}

const bench = BENCHES[process.argv[2] ?? '']
await (bench ? bench() : import('./main-job.ts'))

export {}
