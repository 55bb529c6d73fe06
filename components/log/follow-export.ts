import { sayUnderWay } from '#components/ui/toast/toast.tsx'
import type { ExportProgress } from '#lib/delivery-log/export-progress.ts'
import type { LogName } from '#lib/preferences/log-name.ts'

const EVERY_MS = 1000
/** So often it may be unknown: the request for the file is still on its way, or was never made. */
const MOST_UNKNOWN = 10

const rowsOf = (rows: number, list: LogName) =>
  `${rows.toLocaleString('en-GB')} ${rows === 1 ? { deliveries: 'delivery', events: 'event' }[list] : list}`

/** Tells how far a file is that the browser has asked for, until it is whole. */
export async function followExport(id: string, list: LogName): Promise<void> {
  const notice = sayUnderWay('The file is being written.')
  let unknown = 0
  for (;;) {
    await new Promise((done) => setTimeout(done, EVERY_MS))
    const answer = await fetch(`/api/exports/${id}`).catch(() => null)
    const progress: ExportProgress | null = answer?.ok ? await answer.json().catch(() => null) : null
    if (progress?.state === 'running') {
      unknown = 0
      notice.tell(`${rowsOf(progress.rows, list)} written so far.`)
      continue
    }
    if (progress === null && ++unknown < MOST_UNKNOWN) continue
    notice.end(sayEnded(progress, list))
    return
  }
}

/** What came of a file; undefined: nothing that the person does not know. */
function sayEnded(
  progress: ExportProgress | null,
  list: LogName,
): { text: string; isProblem?: boolean } | undefined {
  if (progress === null)
    return {
      text: 'How far the file is cannot be told. See what the browser says of the download.',
      isProblem: true,
    }
  const rows = rowsOf(progress.rows, list)
  if (progress.state === 'done') return { text: `${rows} written: the file is whole.` }
  if (progress.state !== 'failed') return undefined
  return progress.rows === 0
    ? {
        text: 'Nothing could be written: the list could not be read. Try again in a moment.',
        isProblem: true,
      }
    : { text: `The file is not whole: it ends after ${rows}. Export again.`, isProblem: true }
}
