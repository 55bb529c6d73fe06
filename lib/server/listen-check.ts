import { createServer } from 'node:net'

const REASONS: Record<string, string> = {
  EADDRINUSE: 'is in use. Stop what listens there, or set PORT to another',
  EACCES: 'needs more rights. Set PORT to one above 1023',
  EADDRNOTAVAIL: 'is not an address of this machine. Correct HOST',
  ENOTFOUND: 'is not an address of this machine. Correct HOST',
}

/**
 * Makes sure that the server will be able to listen, before anything slow is begun.
 * @param port 0 picks a free one.
 * @returns the port.
 * @throws Error with one line that says what to do.
 */
export async function checkListen(host: string, port: number): Promise<number> {
  const probe = createServer()
  try {
    await new Promise<void>((done, failed) => probe.once('error', failed).listen(port, host, done))
    const address = probe.address()
    return typeof address === 'object' && address ? address.port : port
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new Error(`${host}:${port} ${REASONS[code] ?? `cannot be listened on (${code})`}`)
  } finally {
    await new Promise((done) => probe.close(done))
  }
}
