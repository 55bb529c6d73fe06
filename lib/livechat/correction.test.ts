import { describe, expect, it } from 'vitest'
import { placeOfAddition, suggestCorrection, writeAddition } from '#lib/livechat/correction.ts'
import { joinForms } from '#lib/livechat/form-bytes.ts'
import { readParameters } from '#lib/livechat/parameters.ts'

const FORM = 'application/x-www-form-urlencoded'
const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const text = (some: Uint8Array | string) => (typeof some === 'string' ? some : String.fromCharCode(...some))

describe('what a rejected call seems to mean', () => {
  it.each([
    ['event=CHAT_STARTED&Licence=1520', FORM, 'CHAT_STARTED', '1520'],
    ['+EVENT=CHAT_STARTED&LICENCE+=1520', FORM, 'CHAT_STARTED', '1520'],
    ['event=EVENT_CHAT_STARTED&LICENSE=87', FORM, 'CHAT_STARTED', '87'],
    ['event=chat+started&license=+87+', FORM, 'CHAT_STARTED', '87'],
    ['Event=CHAT_RATED', FORM, 'CHAT_RATED', ''],
    ['EVENT_BUTTON_STATUS=&LICENCE=7', FORM, 'BUTTON_STATUS', '7'],
    ['EVENT=&event=BUTTON_STATUS', FORM, 'BUTTON_STATUS', ''],
    ['{"event":"CLIENT_INVITED","licence":1520}', 'application/json', 'CLIENT_INVITED', '1520'],
    ['{"EVENT":"CLIENT_INVITED","LICENCE":"5"}', null, 'CLIENT_INVITED', '5'],
    ['{"EVENT":{"a":1}', 'application/json', '', ''],
    ['EVENT=BUTTON_STATUS&LICENCE=9', 'application/octet-stream', 'BUTTON_STATUS', '9'],
    [
      '--x\r\nContent-Disposition: form-data; name="EVENT"\r\n\r\nBUTTON_STATUS\r\n--x\r\nContent-Disposition: form-data; name="LICENCE"\r\n\r\n12\r\n--x--',
      'multipart/form-data; boundary=x',
      'BUTTON_STATUS',
      '12',
    ],
    [`LICENCE=${'1'.repeat(300)}&licence=5`, FORM, '', '5'],
    ['PASSWORD=CHAT_STARTED&__proto__=1', FORM, '', ''],
    ['', null, '', ''],
  ])('%s (%s): %j of %j', (body, contentType, eventType, licence) => {
    const call = { body: bytes(body), contentType, charset: 'utf-8' }
    const parameters = readParameters({ query: new Uint8Array(), ...call })
    expect(suggestCorrection({ ...call, parameters })).toEqual({ EVENT: eventType, LICENCE: licence })
  })
})

describe('the place of what is added', () => {
  it.each([
    ['GET', 'STATUS=1', '', null, 'query'],
    ['GET', '', '', null, 'query'],
    ['POST', '', 'STATUS=1', FORM, 'body'],
    ['POST', '', '', FORM, 'body'],
    ['POST', '', '', null, 'query'],
    ['POST', 'key=7', 'STATUS=1', FORM, 'body'],
    ['POST', 'EVENT=', 'STATUS=1', FORM, 'query'],
    ['POST', '', '{}', 'application/json', 'query'],
  ] as const)('of %s ?%s with body %j (%s) is the %s', (method, query, body, contentType, place) => {
    const call = { method, query: bytes(query), body: bytes(body), contentType, charset: 'utf-8' }
    expect(placeOfAddition(call, ['EVENT', 'LICENCE'])).toBe(place)
  })
})

describe('what is added', () => {
  it('stands in front of the bytes, which stay as they are', () => {
    const addition = writeAddition({ EVENT: 'CHAT_STARTED', LICENCE: '15 20' }, 'utf-8')
    expect(text(addition)).toBe('EVENT=CHAT_STARTED&LICENCE=15+20')
    expect(text(joinForms(addition as Uint8Array, bytes('A=%ZZ&&\xff')))).toBe(
      'EVENT=CHAT_STARTED&LICENCE=15+20&A=%ZZ&&\xff',
    )
    expect(text(joinForms(addition as Uint8Array, bytes('')))).toBe('EVENT=CHAT_STARTED&LICENCE=15+20')
    expect(text(joinForms(new Uint8Array(), bytes('A=1')))).toBe('A=1')
  })

  it('is only what was given, in the charset of the chat server', () => {
    expect(text(writeAddition({ LICENCE: 'ą' }, 'windows-1250'))).toBe('LICENCE=%B9')
    expect(writeAddition({ LICENCE: '猫' }, 'windows-1250')).toBe(
      'LICENCE has a character that windows-1250 cannot write: 猫',
    )
    expect(text(writeAddition({}, 'utf-8'))).toBe('')
  })
})
