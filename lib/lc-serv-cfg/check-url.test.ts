import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkUrl, MAX_URL_LENGTH } from '#lib/lc-serv-cfg/check-url.ts'

const longest = `http://h/${'a'.repeat(MAX_URL_LENGTH - 9)}`

test.each([
  'http://h',
  'HTTPS://Example.COM:8443/a%20b/?x=1&y=[2]&t=10:00',
  'http://10.0.0.1/cgi-bin/new.pl?from=lc&v=2',
  'http://[::1]:80/',
  'http://localhost/a@b',
  longest,
])('%s is taken exactly as given', (url) => {
  expect(checkUrl(url)).toEqual({ ok: true, url })
})

test.each([
  ['', 'empty'],
  [`${longest}a`, '4097 characters'],
  ['http://h/\r\nADMIN=1', '\\x0D) at position 10'],
  ['http://h/\tx', '\\x09) at position 10'],
  ['http://h/\0', '\\x00) at position 10'],
  ['http://h/\x7f', '\\x7F) at position 10'],
  ['http://h/\u0085', '\\x85) at position 10'],
  ['http://h/\u2028', 'line separator (U+2028) at position 10'],
  [' http://h/', 'blank at position 1'],
  ['http://h/a # b', 'blank at position 11'],
  ['http://h/"', 'quote at position 10'],
  ["http://h/'", '%27'],
  ['http:\\\\127.0.0.1', 'backslash at position 6'],
  ['http://①②⑦.⓪.⓪.①/', 'Percent-encode'],
  ['http://h/ł', 'position 10 (U+0142) is not ASCII'],
  ['javascript:alert(1)', 'Only http and https'],
  ['ftp://h/', 'Only http and https'],
  ['//h/', 'Only http and https'],
  ['http:/h/', 'Only http and https'],
  ['h/a.pl', 'Only http and https'],
  ['http://u@h/', 'user name or password'],
  ['http://u:p@h/', 'user name or password'],
  ['http://@h/', 'user name or password'],
  ['http://', 'no host'],
  ['http:///path', 'no host'],
  ['http://:80/', 'no host'],
  ['http://?x', 'no host'],
  ['http://h/#top', '# at position 10'],
  ['http://h:99999/', 'host and the port'],
  ['http://[::1/', 'host and the port'],
  ['http://1.2.3.4.5/', 'host and the port'],
])('%j is refused: %s', (text, reason) => {
  const checked = checkUrl(text)
  expect(checked.ok ? '' : checked.reason).toContain(reason)
})

test('whatever is taken stays on one line of ASCII and is a URL', () => {
  const unit = fc.constantFrom(...'ah/:@?#.%[]0 \t\r\n"\\', '\u2028', 'ł')
  fc.assert(
    fc.property(fc.string({ unit }), (tail) => {
      const checked = checkUrl(`http://h${tail}`)
      if (!checked.ok) return
      expect(checked.url).toBe(`http://h${tail}`)
      expect(checked.url).toMatch(/^[!-~]+$/)
      expect(URL.canParse(checked.url)).toBe(true)
    }),
  )
})
