import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { asCurl } from './as-curl.ts'

/** What bash makes of the command's words, one a line, as hex. */
function words(command: string): string[] {
  const script = `set -- ${command.replace(/^curl /, '')}; for word; do printf %s "$word" | od -An -tx1 -v | tr -d ' \\n'; echo; done`
  const hex = execFileSync('bash', ['-c', script], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })
    .trimEnd()
    .split('\n')
  return hex.map((word) => Buffer.from(word, 'hex').toString('latin1'))
}

describe('an attempt as a curl command', () => {
  it('reaches curl byte for byte through a shell', () => {
    const attempt = {
      method: 'POST',
      url: "http://a.example/x?y='$(id)'",
      requestHeaders: [['x-odd', 'a"b$HOME`ls`']] as [string, string][],
    }
    const body = "EVENT=X&A=\xe8\n\\'&B=%00"
    expect(words(asCurl(attempt, body))).toEqual([
      '-i',
      '-X',
      'POST',
      '-H',
      'x-odd: a"b$HOME`ls`',
      '--data-binary',
      body,
      "http://a.example/x?y='$(id)'",
    ])
  })

  it('has no body for a GET', () => {
    expect(asCurl({ method: 'GET', url: 'http://a.example/', requestHeaders: [] }, '')).not.toContain(
      '--data',
    )
  })
})
