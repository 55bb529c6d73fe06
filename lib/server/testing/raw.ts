import { connect } from 'node:net'

/** Writes packets one after the other, each once the one before is sent, and reads all that is answered, as latin1. */
export async function raw(port: number, ...packets: (string | Buffer)[]): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1')
  })
  socket.on('error', () => {})
  const closed = new Promise((done) => socket.once('close', done))
  for (const packet of packets) {
    const bytes = typeof packet === 'string' ? Buffer.from(packet, 'latin1') : packet
    await new Promise<void>((done) => socket.write(bytes, () => setImmediate(done)))
  }
  await closed
  return answer
}
