import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Fault } from '../fault.ts'
import { setScene, until } from '../scene.ts'
import { postgresPids, signal } from '../signals.ts'
import type { Ground } from '../stage.ts'
import { makeGround } from '../stage.ts'

/** A file system so small that a few seconds of calls fill it; null where this user cannot mount one. */
function mountSmall(folder: string): (() => void) | null {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=0700', 'tmpfs', folder])
  return mounted.status === 0 ? () => void spawnSync('umount', [folder]) : null
}

const OVER = 'SELECT FROM journal_outage WHERE ended_at > to_timestamp($1) AND obstacle IS NULL'
const OVER_LIMIT_MS = 60_000

function makeFullGround(): Ground {
  const ground = makeGround()
  const unmount = mountSmall(join(ground.dataDir, 'journal'))
  return {
    ...ground,
    // Without a file system of its own it is the journal's own limit that is met.
    environment: unmount ? {} : { JOURNAL_MAX_BYTES: '1000000' },
    remove: () => {
      unmount?.()
      ground.remove()
    },
  }
}

export const DISK_FULL: Fault = {
  name: 'disk-full',
  injected: 'Postgres stopped, and no room on the disk of the journal',
  promised: '503 and nothing torn; what was answered 200 arrives; calls are taken again afterwards',
  ground: makeFullGround,
  async run(stage, size) {
    const scene = await setScene(stage, 'disk-full')
    const load = scene.load({ rate: 200 })
    await wait(1000)
    const injectedAt = Date.now()
    const pids = postgresPids(stage.bellhop)
    signal(pids, 'SIGSTOP')
    const since = load.calls.length
    const refusedBy = () => load.calls.slice(since).filter(({ status }) => status === 503).length
    try {
      await until(() => refusedBy() > 100, 30_000)
      if (size === 'whole') await wait(20_000)
    } finally {
      signal(pids, 'SIGCONT')
    }
    // How long that takes is the machine's; that it ends, and that calls are taken from then on, is Bellhop's.
    const isOver = await until(
      async () => (await stage.rows(OVER, [injectedAt / 1000])).length > 0,
      OVER_LIMIT_MS,
    )
    const end = load.calls.length
    await wait(1500)
    await load.stop()
    const after = load.calls.slice(end)
    const notTaken = after.filter(({ status }) => status !== 200).length
    const kept = load.calls.slice(since).filter(({ status }) => status === 200).length
    return scene.played(load.calls, injectedAt, {
      notes: [`${refusedBy()} answered 503, ${kept} taken from the stop on`],
      violations: [
        ...(refusedBy() === 0 ? ['the disk was never full'] : []),
        ...(isOver ? [] : [`the outage was not over after ${OVER_LIMIT_MS / 1000} s`]),
        ...(notTaken > 0
          ? [`${notTaken} of ${after.length} calls were refused once there was room again`]
          : []),
      ],
    })
  },
}
