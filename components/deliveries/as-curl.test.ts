import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asCurl } from './as-curl.ts'

/** What bash makes of the command, with a curl that only says its words and what it was piped, as hex lines. */
function heard(command: string): { words: string[]; piped: string } {
  const script = `curl() { for word; do printf 'w%s\\n' "$(printf %s "$word" | od -An -tx1 -v | tr -d ' \\n')"; done
    case " $* " in *' @- '*) printf 'p%s\\n' "$(od -An -tx1 -v | tr -d ' \\n')";; esac; }
    ${command}`
  const lines = execFileSync('bash', ['--norc', '-c', script], {
    encoding: 'utf8',
    env: { NODE_ENV: 'test', LC_ALL: 'C', PATH: '/usr/bin:/bin' },
  })
    .trimEnd()
    .split('\n')
  const text = (mark: string) =>
    lines
      .filter((line) => line.startsWith(mark))
      .map((line) => Buffer.from(line.slice(1), 'hex').toString('latin1'))
  return { words: text('w'), piped: text('p').join('') }
}

const attempt = {
  method: 'POST',
  url: "http://a.example/x?y='$(id)'&z=[1-3]",
  requestHeaders: [
    ['content-type', 'text/plain'],
    ['x-odd', 'a"b$HOME`ls`'],
    ['x-empty', ''],
  ] as [string, string][],
  connectTo: null,
}

describe('an attempt as a curl command', () => {
  it('reaches curl byte for byte through a shell', () => {
    const body = "EVENT=X&A=\xe8\n\\'&B=%00"
    expect(heard(asCurl(attempt, body)).words).toEqual([
      '-i',
      '-g',
      '-X',
      'POST',
      '-H',
      'content-type: text/plain',
      '-H',
      'x-odd: a"b$HOME`ls`',
      '-H',
      'x-empty;',
      '--data-raw',
      body,
      attempt.url,
    ])
  })

  it('never has curl read a file because a payload asks for it', () => {
    const { words } = heard(asCurl(attempt, '@/etc/passwd'))
    expect(words.slice(-3)).toEqual(['--data-raw', '@/etc/passwd', attempt.url])
  })

  it('pipes a body that holds NUL, which no word can', () => {
    const body = "A=\0%d\\n\x01\xff'$x"
    const { words, piped } = heard(asCurl(attempt, body))
    expect(words.slice(-3)).toEqual(['--data-binary', '@-', attempt.url])
    expect(piped).toBe(body)
  })

  it.each(['-\0', '--\0', '-v x\0'])('pipes a body that looks like an option: %j', (body) => {
    expect(heard(asCurl(attempt, body)).piped).toBe(body)
  })

  it('brings any bytes through', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const body = Buffer.from(bytes).toString('latin1')
        const { words, piped } = heard(asCurl(attempt, body))
        expect(body.includes('\0') ? piped : words.at(-2)).toBe(body)
      }),
      { numRuns: 25 },
    )
  })

  it('has no body for a GET without one, and one for a GET with one', () => {
    const get = { ...attempt, method: 'GET', url: 'http://a.example/', requestHeaders: [] }
    expect(heard(asCurl(get, '')).words).toEqual(['-i', '-g', '-X', 'GET', 'http://a.example/'])
    expect(heard(asCurl(get, 'A=1')).words).toContain('A=1')
  })

  it('does not let curl make up a content type', () => {
    const { words } = heard(asCurl({ ...attempt, requestHeaders: [] }, 'A=1'))
    expect(words).toContain('content-type:')
  })

  it.each(['10.0.0.1:80', '[::1]:8080', "h';id;':80"])(
    'connects to %s where the attempt did',
    (connectTo) => {
      const { words } = heard(asCurl({ ...attempt, connectTo }, ''))
      expect(words.slice(2, 6)).toEqual(['-X', 'POST', '--connect-to', `::${connectTo}`])
    },
  )

  it('reads a body from a file when it is too long to stand in the command', () => {
    const command = asCurl(attempt, null)
    expect(command).toMatch(/^# The body is too long/)
    expect(heard(command).words.slice(-3)).toEqual(['--data-binary', '@body.bin', attempt.url])
  })
})
