import { Agent, request } from 'undici'

export type Answer = { status: number; text: string }

/** A chat server as it is: requests its URL once, without retry. */
export function chatServer(ingestUrl: string) {
  const agent = new Agent({ connections: 20, pipelining: 1 })
  return {
    /** One call; `form` is raw form bytes as latin1 text. */
    async call(form: string, method: 'GET' | 'POST' = 'POST'): Promise<Answer> {
      const url = method === 'GET' ? `${ingestUrl}?${form}` : ingestUrl
      const answer = await request(url, {
        method,
        dispatcher: agent,
        ...(method === 'POST' && {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: Buffer.from(form, 'latin1'),
        }),
      })
      return { status: answer.statusCode, text: await answer.body.text() }
    },
    stop: () => agent.destroy(),
  }
}

const chat = encodeURIComponent(
  'Jane: Good morning, how can I help?\nVisitor: My order 7781 has not arrived & I am worried.\nJane: Let me check.',
)
const plus = (text: string) => encodeURIComponent(text).replaceAll('%20', '+')

/** The twelve events of one licence in the chat server's order, as raw form bytes. */
export function twelveEvents(licence: string): { type: string; form: string }[] {
  const [jane, john, client] = ['jane@example.com', 'john@example.com', 'S1290000000.5e1f0c']
  const events: [string, Record<string, string>][] = [
    [
      'NEW_LICENCE',
      {
        PASSWORD: 'pa55 w0rd&',
        NICK: 'Jane',
        LAST_NAME: 'Nowak',
        FIRST_NAME: 'Jane',
        OPERATOR_ID: jane,
        PHONE: '+48 71 000 00 00',
        LIC_TYPE: '9',
        WEB_PAGE: 'http://shop.example/',
        PROMO_CODE: '',
        ACCOUNT_TYPE: 'contact center',
        EXPIRATION_DATE: '2026-12-31 23:59:59',
        LANGUAGE: 'pl',
      },
    ],
    [
      'NEW_OPERATOR',
      {
        PASSWORD: 'hunter2',
        LAST_NAME: 'Kowalski',
        FIRST_NAME: 'John',
        OPERATOR_ID: john,
        ACCOUNT_TYPE: 'communicator',
      },
    ],
    ['LICENCE_INFO', { EXPIRATION_DATE: '2027-12-31 23:59:59', LIC_TYPE: '1' }],
    [
      'NEW_OPERATOR_SUBSCRIPTION',
      {
        OPERATORS_COUNT_CC: '3',
        OPERATORS_COUNT_COM: '1',
        START_DATE: '2026-11-01',
        END_DATE: '2027-10-31',
        PAYMENT_METHOD: '2',
        NET_PRICE: '1200.00',
        VAT: '22',
      },
    ],
    ['OPERATOR_TRANSFER', { CLIENT_ID: client, NEW_OPERATOR_ID: john, OPERATOR_ID: jane, STATUS: '0' }],
    ['OPERATOR_STATUS', { OPERATOR_ID: jane, STATUS: '1' }],
    ['BUTTON_STATUS', { STATUS: 'online' }],
    ['CHAT_STARTED', { CLIENT_ID: client, INVITING_OP: john, OPERATOR_ID: jane, STATUS: '0' }],
    ['PRIVATE_CHAT_STATUS', { OPERATOR_ID: jane, STATUS: 'start', GROUP: '17' }],
    ['CLIENT_INVITED', { OPERATOR_ID: jane, CLIENT_ID: client }],
    ['OPERATOR_STOPED_CHAT', { OPERATOR_ID: jane, CLIENT_ID: client, GROUP: '17', CHAT: chat }],
    ['VISITOR_LEFT_CHAT', { OPERATOR_ID: jane, CLIENT_ID: client, GROUP: '17', CHAT: chat }],
  ]
  return events.map(([type, rest]) => ({
    type,
    form: Object.entries({ EVENT: type, LICENCE: licence, ...rest })
      .map(([name, value]) => `${name}=${plus(value)}`)
      .join('&'),
  }))
}
