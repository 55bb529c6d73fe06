import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** How the receiver answers what arrives at a path; 200 at once by default. */
export type Behaviour = {
  delayMs?: number
  /** Of the requests that share is answered 503, at random. */
  failShare?: number
  /** Answers nothing until it is told otherwise. */
  hang?: boolean
}

/** A request that arrived. Moments in milliseconds since 1970. */
export type Arrival = {
  /** webhook-id, and the number in bellhop-attempt. */
  id: string
  attempt: number
  /** The N of its payload. */
  n: number
  /** Exact bytes as latin1 text. */
  body: string
  at: number
  /** When and how it was answered; null while it hangs. */
  endedAt: number | null
  status: number | null
}

export type FaultReceiver = {
  /** The URL of a path. */
  url: (name: string) => string
  behave: (name: string, behaviour: Behaviour) => Promise<void>
  arrivals: (name: string) => Promise<Arrival[]>
  stop: () => void
}

/** Starts the receiver in a process of its own. */
export async function startFaultReceiver(): Promise<FaultReceiver> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'receiver-process.ts'))
  const [port] = await once(child, 'message')
  const base = `http://127.0.0.1:${port}`
  return {
    url: (name) => `${base}/${name}`,
    behave: async (name, behaviour) => {
      const done = once(child, 'message')
      child.send({ name, behaviour })
      await done
    },
    arrivals: async (name) => (await fetch(`${base}/arrivals/${name}`)).json(),
    stop: () => child.disconnect(),
  }
}
