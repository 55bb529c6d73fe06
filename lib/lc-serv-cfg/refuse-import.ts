import type { PlanError } from '#lib/lc-serv-cfg/plan-findings.ts'
import { isWholeFile } from '#lib/lc-serv-cfg/whole-file.ts'

/**
 * Why a file cannot be imported when these lines are left out; null when it can. Each wrong line has to be named, and
 * no other: what a person did not see as wrong is never left out.
 */
export function refuseImport(
  errors: readonly PlanError[],
  leaveOut: readonly number[],
): { reason: string; errors: PlanError[] } | null {
  const out = new Set<number | null>(leaveOut)
  const fatal = errors.filter((error) => isWholeFile(error) || !out.has(error.line))
  if (fatal.length > 0) return { reason: sayFatal(fatal), errors: fatal }
  const wrong = new Set(errors.map((error) => error.line))
  const right = leaveOut.find((line) => !wrong.has(line))
  if (right === undefined) return null
  const reason = `Line ${right} is not wrong, so it cannot be left out. Nothing was written.`
  return { reason, errors: [] }
}

function sayFatal(errors: readonly PlanError[]): string {
  const [first] = errors
  const where = first?.line ? `Line ${first.line}: ` : ''
  const more = errors.length > 1 ? ` ${errors.length - 1} more like it.` : ''
  return `${where}${first?.message ?? 'The file cannot be used.'}${more} Nothing was written.`
}
