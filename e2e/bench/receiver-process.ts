// A receiver in a process of its own, as in life: counts what arrives, and answers what it counted on GET /count.
import { createServer } from 'node:http'

const SEQUENCE = /(?:^|&)N=(\d+)/
const arrivedAt = new Map<string, number>()
let repeats = 0

const server = createServer((request, response) => {
  if (request.url === '/count') {
    response.end(JSON.stringify({ repeats, arrived: [...arrivedAt] }))
    return
  }
  const chunks: Buffer[] = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const [, n] = SEQUENCE.exec(Buffer.concat(chunks).toString('latin1')) ?? []
    if (n !== undefined) {
      if (arrivedAt.has(n)) repeats += 1
      else arrivedAt.set(n, performance.timeOrigin + performance.now())
    }
    response.end('ok')
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.(typeof address === 'object' ? address?.port : null)
})
process.once('disconnect', () => process.exit(0))
