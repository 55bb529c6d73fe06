import { isUtf8 } from 'node:buffer'
import { readSession } from '#lib/auth/require-session.ts'
import type { LogBytes } from '#lib/delivery-log/get-bytes.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'

/**
 * Bytes that strangers sent, as a file to save: no browser may take them for a page of the console.
 * @param name how the file is called, without its ending; plain letters, digits and `-`.
 */
export async function download(name: string, read: () => Promise<LogBytes | null>): Promise<Response> {
  if (!(await readSession())) return say(401, 'Your session has ended. Sign in again.')
  try {
    const found = await read()
    if (found === null) return say(404, 'These bytes are not in the log (any more).')
    return new Response(new Uint8Array(found.bytes), {
      headers: {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="${name}${found.isMasked ? '-masked' : ''}.${endingOf(found.bytes)}"`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    return say(503, sayReadFailure(error))
  }
}

/** What a text editor opens is a text, whatever it says that it is: a page or a script opens more than itself. */
const endingOf = (bytes: Buffer) => (isUtf8(bytes) && !bytes.includes(0) ? 'txt' : 'bin')

function say(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}
