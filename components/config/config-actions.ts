import type { Ask } from '#components/ui/ask.ts'
import type { ShownImport, ShownImportOutcome } from '#lib/lc-serv-cfg/bound-plan.ts'

type Request = { file: Uint8Array; licence: string | null; keepUnnamed: boolean }

/** What the page lets a person do; the server actions are handed in by the page. */
export type ConfigActions = {
  plan: Ask<Request, { ok: true } & ShownImport>
  apply: Ask<Request & { baseRevision: number | null; leaveOut: number[] }, ShownImportOutcome>
}
