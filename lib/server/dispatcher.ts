// The dispatcher process: takes due deliveries and attempts them.
import { ensurePartitions } from '../db/partitions.ts'
import { closePool } from '../db/pool.ts'
import { closeOutbound } from '../dispatch/outbound.ts'
import { runDispatcher } from '../dispatch/run-dispatcher.ts'
import { forgetEndedChats } from '../licences/forget-ended-chats.ts'
import { makeLog } from '../log.ts'
import { endWithParent } from './child.ts'

const HOUR_MS = 3_600_000

const log = makeLog('dispatcher')
const stopDispatcher = runDispatcher((error, doing) =>
  log.error({ error: String(error), doing }, 'the dispatcher met an error'),
)
const upkeep = setInterval(() => {
  ensurePartitions().catch((error) => log.error({ error: String(error) }, 'partitions could not be made'))
  forgetEndedChats().catch((error) => log.error({ error: String(error) }, 'ended chats could not be removed'))
}, HOUR_MS)

endWithParent(async () => {
  clearInterval(upkeep)
  await stopDispatcher()
  await closeOutbound()
  await closePool()
})
process.send?.('ready')
