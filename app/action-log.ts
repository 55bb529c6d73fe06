import { type Log, makeLog } from '#lib/log.ts'

let made: Log | undefined

/** The log of the console's actions, made at first use: a build has no environment. */
export function actionLog(): Log {
  made ??= makeLog('console')
  return made
}
