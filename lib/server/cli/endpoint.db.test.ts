import { describe, expect, it } from 'vitest'
import { useCommandLine } from '../../test/command-line.ts'
import { mapTo } from '../../test/events.ts'

const { bellhop, json } = useCommandLine()

describe('endpoint', () => {
  const url = 'http://called.example/x'

  it('set changes what it is told, and list shows it', async () => {
    await json(['mapping', 'set', 'CLIENT_INVITED', url])
    const row = async () => {
      const rows: { url: string }[] = await json(['endpoint', 'list'])
      return rows.find((one) => one.url === url)
    }
    expect(await row()).toEqual({
      id: expect.any(String),
      url,
      mode: 'as received',
      connectTo: null,
      timeoutSeconds: 30,
      mappings: [{ licence: null, event: 'CLIENT_INVITED' }],
      state: 'working',
      reason: null,
    })
    const set = ['endpoint', 'set', url]
    expect(await json([...set, '--mode', 'POST JSON', '--connect-to', '[::1]:80'])).toMatchObject({
      url,
      mode: 'POST JSON',
      connectTo: '[::1]:80',
      timeoutSeconds: 30,
    })
    expect(await json([...set, '--timeout', '7', '--connect-to', ''])).toEqual(
      await json([...set, '--mode', 'POST JSON']),
    )
    expect(await row()).toMatchObject({ mode: 'POST JSON', connectTo: null, timeoutSeconds: 7 })
    const { out } = await bellhop(['endpoint', 'list'])
    expect(out).toMatch(/http:\/\/called\.example\/x +working +POST JSON +– +7 s +CLIENT_INVITED/)
    expect(await bellhop([...set, '--mode', 'GET'])).toMatchObject({
      code: 0,
      out: `${url} is called as GET, with a time-out of 7 s\n`,
    })
  })

  it('set takes a policy; pause, resume and sign say what they did', async () => {
    await json(['mapping', 'set', 'CLIENT_INVITED', url])
    const set = ['endpoint', 'set', url]
    const policy = ['--retry', '1s 2m', '--rate', '10/1', '--in-order-by', 'agent', '--expect-text', 'OK']
    const wanted = {
      retrySchedule: '1s 2m',
      rateCount: 10,
      rateSeconds: 1,
      inOrderBy: 'agent',
      expectedText: 'OK',
      expectedStatus: '2xx',
    }
    expect(await json([...set, ...policy])).toMatchObject(wanted)
    expect(await json([...set, '--rate', 'none', '--max-in-flight', '3'])).toMatchObject({
      ...wanted,
      rateCount: null,
      rateSeconds: null,
      maxInFlight: 3,
    })
    expect(await json(['endpoint', 'pause', url, '--reason', 'moving'])).toEqual({ outcome: 'paused' })
    expect(await json(['endpoint', 'pause', url])).toEqual({ outcome: 'already paused' })
    const rows: { url: string }[] = await json(['endpoint', 'list'])
    const reason = 'by command line: moving'
    expect(rows.find((one) => one.url === url)).toMatchObject({ state: 'paused', reason })
    expect((await bellhop(['endpoint', 'list'])).out).toMatch(/x +paused +.* +by command line: moving\n/)
    expect(await json(['endpoint', 'resume', url])).toEqual({ outcome: 'resumed' })
    expect(await json(['endpoint', 'resume', url])).toEqual({ outcome: 'runs already' })
    const { key } = await json(['endpoint', 'sign', url])
    expect(key).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(await json(['endpoint', 'sign', url, '--end'])).toEqual({ outcome: 'ended' })
    expect((await bellhop([...set, '--retry', 'soon'])).err).toMatch(/“soon” is no pause/)
  })

  it('set refuses in one line what cannot be', async () => {
    await json(['mapping', 'set', 'CLIENT_INVITED', url])
    const refused = async (...args: string[]) => {
      const ended = await bellhop(['endpoint', 'set', ...args])
      expect(ended).toMatchObject({ code: 1, out: '' })
      return ended.err
    }
    expect(await refused(url, '--connect-to', 'http://h/')).toMatch(/^bellhop: Write HOST:PORT alone.*\n$/)
    expect(await refused(url, '--timeout', '999')).toMatch(/from 1 to 300/)
    expect(await refused(url)).toMatch(/--mode/)
    expect(await refused('http://nobody.example/', '--mode', 'GET')).toMatch(/Map an event/)
  })

  it('is found by its id, and by a part of its URL that fits no other', async () => {
    const [shop, sister] = ['http://shop.example/Cgi/events.pl', 'http://shop.example/cgi/other.pl']
    const [shopId, sisterId] = [await mapTo('CHAT_STARTED', shop), await mapTo('VISITOR_LEFT_CHAT', sister)]
    expect(await bellhop(['endpoint', 'pause', 'CGI/events'])).toMatchObject({
      code: 0,
      out: `${shop}: paused\n`,
      err: `bellhop: CGI/events is taken as ${shop}\n`,
    })
    expect(await json(['endpoint', 'resume', shopId])).toEqual({ outcome: 'resumed' })
    expect(await bellhop(['endpoint', 'pause', 'shop.example'])).toMatchObject({
      code: 1,
      out: '',
      err: `bellhop: shop.example fits 2 endpoints. Give more of the URL, or the id:
  ${shopId}  ${shop}
  ${sisterId}  ${sister}
`,
    })
    const replay = (part: string) =>
      bellhop(['events', 'replay', '--endpoint', part, '--since', '1h', '--dry-run'])
    expect(await replay('other')).toMatchObject({ code: 0, err: `bellhop: other is taken as ${sister}\n` })
    expect(await replay('nowhere')).toMatchObject({
      code: 1,
      out: '',
      err: 'bellhop: No endpoint has nowhere in its URL, or as its id. See: npx bellhop endpoint list\n',
    })
  })
})
