import { pino } from 'pino'
import { env } from './env.ts'

/** The process's own log: JSON lines on standard error. Tokens and payloads never go into it. */
export function makeLog(name: string) {
  return pino(
    { name, level: env().logLevel, base: { process: name } },
    pino.destination({ fd: 2, sync: true }),
  )
}

export type Log = ReturnType<typeof makeLog>
