// Appends to the journal of a folder until the system refuses, and prints how many records it kept, and why it ended.
import { Journal } from '../journal.ts'
import type { JournalRecord } from '../record.ts'

const journal = await Journal.open(process.argv[2] ?? '', 1e9, () => {})
const record = (n: number): JournalRecord => ({
  id: String(n),
  call: {
    method: 'POST',
    query: new Uint8Array(),
    body: Buffer.alloc(300, n),
    contentType: null,
    headers: [],
    remoteAddress: null,
    receivedAt: new Date(n),
  },
  chatServerId: '',
  charset: 'utf-8',
  refusedFor: null,
})
let kept = 0
try {
  for (;;) {
    await journal.append(record(kept))
    kept += 1
  }
} catch (error) {
  console.log(JSON.stringify({ kept, code: error instanceof Error && 'code' in error ? error.code : null }))
}
