import { expect, test } from '@playwright/test'
import { chatServer } from './support/chat-server.ts'
import { isAlive, startBellhop } from './support/processes.ts'
import { startReceiver } from './support/receiver.ts'

// What dies under load, and what comes of it, is the subject of the faults.
test('a second start on the same data works after kill -9 of everything', async () => {
  const receiver = await startReceiver()
  const bellhop = await startBellhop()
  bellhop.cli('mapping', 'set', 'OPERATOR_STATUS', `${receiver.url}/events.pl`)
  const server = chatServer(JSON.parse(bellhop.cli('chat-server', 'add', 'rack 3', '--json')).url)
  const call = async () =>
    expect((await server.call('EVENT=OPERATOR_STATUS&LICENCE=1520&STATUS=1')).status).toBe(200)
  await call()
  const web = bellhop.childPid('web')
  bellhop.signal('SIGKILL')
  await bellhop.exited
  // The children end by themselves when the supervisor is gone.
  await expect.poll(() => isAlive(web)).toBe(false)
  const again = await startBellhop({
    dataDir: bellhop.dataDir,
    environment: { PORT: bellhop.environment.PORT ?? '' },
  })
  const ids = () => new Set(receiver.received.map(({ headers }) => headers['webhook-id']))
  try {
    await expect.poll(() => ids().size, { timeout: 60_000 }).toBe(1)
    await call()
    await expect.poll(() => ids().size).toBe(2)
  } finally {
    await again.stop()
    // Nothing of it runs any more; its data goes.
    await bellhop.stop()
    await server.stop()
    await receiver.stop()
  }
})
