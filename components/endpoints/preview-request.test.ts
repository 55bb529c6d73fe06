import { describe, expect, it } from 'vitest'
import { previewRequest, previewTypes } from './preview-request.ts'

const endpoint = {
  mappings: [
    { licence: '7', eventType: 'BUTTON_STATUS' },
    { licence: '8', eventType: 'NEW_LICENCE' },
    { licence: null, eventType: 'NEW_LICENCE' },
    { licence: null, eventType: 'VISITOR_LEFT_CHAT' },
  ],
  rpcServer: { text: '10.0.0.1:81', source: 'defaults' as const },
}
const draft = { url: ' http://shop.example/events.pl ', mode: 'as received', connectTo: '' }
const now = new Date('2026-11-25T10:00:00.000Z')

function preview(eventType: string, more: Partial<typeof draft> = {}) {
  return previewRequest({ endpoint, draft: { ...draft, ...more }, eventType, now, version: '1.2.3' })
}

const made = (...given: Parameters<typeof preview>) => {
  const shown = preview(...given)
  if (!shown.ok) throw new Error(shown.reason)
  return { ...shown, body: Buffer.from(shown.body).toString() }
}

describe('the preview of a request', () => {
  it('is offered for the event types that are mapped, or for the twelve', () => {
    expect(previewTypes(endpoint)).toEqual(['NEW_LICENCE', 'VISITOR_LEFT_CHAT', 'BUTTON_STATUS'])
    expect(previewTypes({ mappings: [] })).toHaveLength(12)
  })

  it('is the whole request of an example of the first scope that maps the type', () => {
    expect(made('BUTTON_STATUS')).toEqual({
      ok: true,
      head: [
        'POST /events.pl HTTP/1.1',
        'host: shop.example',
        'connection: keep-alive',
        'content-type: application/x-www-form-urlencoded',
        'accept: */*',
        'accept-encoding: identity',
        'user-agent: Bellhop/1.2.3',
        'webhook-id: (id of the delivery)',
        'webhook-timestamp: 1795600800',
        'bellhop-attempt: 1',
        'content-length: 43',
      ],
      body: 'EVENT=BUTTON_STATUS&LICENCE=7&STATUS=online',
      charset: 'utf-8',
      connectsTo: 'shop.example',
      insteadOf: null,
      warning: null,
    })
  })

  it('follows the mode', () => {
    expect(made('BUTTON_STATUS', { mode: 'GET' })).toMatchObject({ body: '', warning: null })
    expect(made('BUTTON_STATUS', { mode: 'POST JSON' }).body).toBe(
      '{"EVENT":"BUTTON_STATUS","LICENCE":"7","STATUS":"online"}',
    )
  })

  it('says where it connects to, and who says so', () => {
    expect(made('NEW_LICENCE')).toMatchObject({
      connectsTo: '10.0.0.1:81',
      insteadOf: ' instead of shop.example, as RPC_SERVER_IP of the defaults says',
    })
    expect(made('NEW_LICENCE', { connectTo: '[::1]' })).toMatchObject({
      connectsTo: '[::1]:80',
      insteadOf: ' instead of shop.example, as the endpoint says',
    })
    expect(made('BUTTON_STATUS')).toMatchObject({ connectsTo: 'shop.example', insteadOf: null })
  })

  it('warns of a target that servers may refuse', () => {
    expect(made('VISITOR_LEFT_CHAT', { mode: 'GET' }).warning).toMatch(
      /^The target has \d+ bytes\. CHAT holds/,
    )
    expect(made('VISITOR_LEFT_CHAT', { mode: 'POST form' }).warning).toBeNull()
  })

  it.each([
    [{ url: 'ftp://h/' }, 'Only http and https'],
    [{ connectTo: '10.0.0.1:0' }, 'The connect-to of the endpoint is not an address'],
    [{ mode: 'PUT' }, 'mode'],
  ])('of %j says why there is none', (more, reason) => {
    expect(preview('BUTTON_STATUS', more)).toEqual({ ok: false, reason: expect.stringContaining(reason) })
  })
})
