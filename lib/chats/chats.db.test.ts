import { describe, expect, it } from 'vitest'
import { getChats } from '#lib/chats/get-chats.ts'
import { listChats } from '#lib/chats/list-chats.ts'
import { sayStep } from '#lib/chats/say-chat.ts'
import { pool } from '#lib/db/pool.ts'
import { chatText } from '#lib/livechat/chat-text.ts'
import { useTestDatabase } from '#lib/test/database.ts'
import { mapTo, storeForms } from '#lib/test/events.ts'

useTestDatabase()

const JANE = 'OPERATOR_ID=jane@example.com'
const JOHN = 'OPERATOR_ID=john@example.com'
const at = (minutes: number) => new Date(Date.now() - 3 * 3_600_000 + minutes * 60_000)

/** Stores events of a licence, each with its minute. */
async function happen(licence: string, ...events: [minute: number, form: string][]): Promise<string[]> {
  const ids: string[] = []
  for (const [minute, form] of events) {
    const [stored] = await storeForms([`LICENCE=${licence}&${form}`], { receivedAt: at(minute) }, 3600, true)
    if (stored) ids.push(stored.id)
  }
  return ids
}

const told = async (licence: string, client: string) =>
  ((await getChats(licence, client))?.chats ?? []).map(({ steps }) => steps.map(sayStep))

describe('the chats of a client', () => {
  it('are told in order, with the private chat of their group, the agents’ states meanwhile and the conversation', async () => {
    const chat = encodeURIComponent(encodeURIComponent('Jane: Hello\nVisitor: a & b, 100 %'))
    await happen(
      '10',
      [0, `EVENT=OPERATOR_STATUS&${JOHN}&STATUS=0`],
      [1, `EVENT=CLIENT_INVITED&${JANE}&CLIENT_ID=S1`],
      [2, `EVENT=CHAT_STARTED&${JANE}&CLIENT_ID=S1&INVITING_OP=jane@example.com&STATUS=0`],
      [3, `EVENT=OPERATOR_STATUS&${JOHN}&STATUS=1`],
      [3, 'EVENT=OPERATOR_STATUS&OPERATOR_ID=ewa@example.com&STATUS=1'],
      [4, `EVENT=OPERATOR_TRANSFER&${JANE}&NEW_OPERATOR_ID=john@example.com&CLIENT_ID=S1&STATUS=0`],
      [5, `EVENT=PRIVATE_CHAT_STATUS&${JOHN}&STATUS=start&GROUP=17`],
      [5, `EVENT=PRIVATE_CHAT_STATUS&${JOHN}&STATUS=start&GROUP=18`],
      [6, 'EVENT=CHAT_RATED&CLIENT_ID=S1&STARS=5'],
      [7, `EVENT=OPERATOR_STOPED_CHAT&${JOHN}&CLIENT_ID=S1&GROUP=17&CHAT=${chat}`],
      [7, `EVENT=VISITOR_LEFT_CHAT&${JOHN}&CLIENT_ID=S1&GROUP=17&CHAT=`],
    )
    const found = await getChats('10', 'S1')
    expect(found?.chats).toHaveLength(1)
    expect(found?.chats[0]?.steps.map(sayStep)).toEqual([
      'jane@example.com invited the visitor',
      'The visitor began a chat with jane@example.com, invited by jane@example.com',
      'john@example.com became AWAY',
      'jane@example.com handed over to john@example.com',
      'john@example.com opened a private chat, group 17',
      'CHAT_RATED',
      'john@example.com ended the chat; the conversation came',
      'The visitor left',
    ])
    const [conversation] = found?.chats[0]?.conversations ?? []
    expect(chatText(conversation?.raw ?? '', 'utf-8')).toBe('Jane: Hello\nVisitor: a & b, 100 %')
    expect(found?.chats[0]).toMatchObject({
      agents: ['jane@example.com', 'john@example.com'],
      group: '17',
      isEnded: true,
      conversations: [{ eventType: 'OPERATOR_STOPED_CHAT' }],
    })
  })

  it('are parted when the client comes back, and a group number that is used again is not mixed up', async () => {
    await happen(
      '11',
      [0, `EVENT=CHAT_STARTED&${JANE}&CLIENT_ID=S2&STATUS=0`],
      [2, `EVENT=PRIVATE_CHAT_STATUS&${JANE}&STATUS=start&GROUP=9`],
      [4, `EVENT=VISITOR_LEFT_CHAT&${JANE}&CLIENT_ID=S2&GROUP=9&CHAT=first`],
      [60, `EVENT=CHAT_STARTED&${JOHN}&CLIENT_ID=S2&STATUS=0`],
      [62, `EVENT=PRIVATE_CHAT_STATUS&${JOHN}&STATUS=start&GROUP=9`],
      [63, `EVENT=OPERATOR_STOPED_CHAT&${JOHN}&CLIENT_ID=S2&GROUP=9&CHAT=second`],
      [70, `EVENT=CHAT_STARTED&${JOHN}&CLIENT_ID=S3&STATUS=0`],
      [71, `EVENT=PRIVATE_CHAT_STATUS&${JOHN}&STATUS=start&GROUP=9`],
      [72, `EVENT=VISITOR_LEFT_CHAT&${JOHN}&CLIENT_ID=S3&GROUP=9&CHAT=`],
    )
    const chats = (await getChats('11', 'S2'))?.chats ?? []
    expect(chats.map(({ conversations }) => conversations.map(({ raw }) => raw))).toEqual([
      ['second'],
      ['first'],
    ])
    expect(
      chats.map(({ steps }) => steps.filter(({ kind }) => kind === 'private chat opened').length),
    ).toEqual([1, 1])
    expect(chats[1]?.steps).toHaveLength(3)
  })

  it('stand in event time when an event comes late, and name what came twice', async () => {
    const start = `EVENT=CHAT_STARTED&${JANE}&CLIENT_ID=S4&STATUS=0`
    await happen(
      '12',
      [0, start],
      [1, start],
      [5, `EVENT=VISITOR_LEFT_CHAT&${JANE}&CLIENT_ID=S4&GROUP=1&CHAT=`],
    )
    await storeForms(
      [`LICENCE=12&EVENT=OPERATOR_TRANSFER&${JANE}&NEW_OPERATOR_ID=john@example.com&CLIENT_ID=S4&STATUS=0`],
      { receivedAt: at(3) },
      3600,
    )
    const [chat, ...others] = (await getChats('12', 'S4'))?.chats ?? []
    expect(others).toEqual([])
    expect(chat?.steps.map(({ kind, isRepeat, isLate }) => [kind, isRepeat, isLate])).toEqual([
      ['started', false, false],
      ['started', true, false],
      ['transferred', false, true],
      ['visitor left', false, false],
    ])
  })

  it('are told without a start, without an end, and not of another licence', async () => {
    await happen(
      '13',
      [0, `EVENT=OPERATOR_TRANSFER&${JANE}&CLIENT_ID=S5&STATUS=0`],
      [1, 'EVENT=VISITOR_LEFT_CHAT&CLIENT_ID=S6'],
    )
    await happen('14', [0, `EVENT=CHAT_STARTED&${JOHN}&CLIENT_ID=S5&STATUS=0`])
    expect(await told('13', 'S5')).toEqual([['jane@example.com handed over to another agent']])
    expect(await told('13', 'S6')).toEqual([['The visitor left']])
    expect(await told('14', 'S5')).toEqual([['The visitor began a chat with john@example.com']])
    expect(await getChats('15', 'S5')).toBeNull()
  })

  it('have their deliveries', async () => {
    await mapTo('CHAT_STARTED', 'http://a.example/', '16')
    const [id] = await happen('16', [0, `EVENT=CHAT_STARTED&${JANE}&CLIENT_ID=S7&STATUS=0`])
    const listed = async () => (await listChats({ licence: ['16'] })).rows[0]?.deliveries
    await pool().query("UPDATE delivery SET status = 'held' WHERE event_id = $1", [id])
    expect(await listed()).toEqual({ failed: 0, pending: 0, held: 1 })
    await pool().query("UPDATE delivery SET status = 'failed' WHERE event_id = $1", [id])
    const found = await getChats('16', 'S7')
    expect(found?.deliveries).toMatchObject([{ eventId: id, status: 'failed', url: 'http://a.example/' }])
    expect(await listed()).toEqual({ failed: 1, pending: 0, held: 0 })
  })
})

describe('the list of chats', () => {
  it('has each client once, the newest activity first, and pages without a gap', async () => {
    const events: [number, string][] = []
    for (let n = 0; n < 23; n += 1) {
      events.push([100 + n, `EVENT=CHAT_STARTED&${JANE}&CLIENT_ID=L${n}&STATUS=0`])
      if (n % 2 === 0)
        events.push([140 + (n % 5), `EVENT=VISITOR_LEFT_CHAT&${JANE}&CLIENT_ID=L${n}&GROUP=${n}&CHAT=lamp`])
    }
    events.sort(([a], [b]) => a - b)
    await happen('20', ...events)
    const rows = []
    let before: string | undefined
    const pages = []
    do {
      const page = await listChats({ licence: ['20'], limit: 5, before })
      rows.push(...page.rows)
      pages.push(page)
      before = page.older ?? undefined
    } while (before)
    expect(new Set(rows.map(({ clientId }) => clientId)).size).toBe(23)
    expect(rows).toHaveLength(23)
    expect(rows.map(({ id }) => id)).toEqual(
      rows
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    )
    const second = await listChats({ licence: ['20'], limit: 5, before: pages[0]?.older ?? '' })
    const back = await listChats({ licence: ['20'], limit: 5, after: second.newer ?? '' })
    expect(back.rows).toEqual(pages[0]?.rows)
  })

  it('finds chats by words of any of their events, each once', async () => {
    await happen(
      '21',
      [0, `EVENT=CLIENT_INVITED&OPERATOR_ID=rare@agent.example&CLIENT_ID=W1`],
      [1, `EVENT=CHAT_STARTED&OPERATOR_ID=rare@agent.example&CLIENT_ID=W1&STATUS=0`],
      [2, `EVENT=CHAT_STARTED&${JANE}&CLIENT_ID=W2&STATUS=0`],
      [3, `EVENT=VISITOR_LEFT_CHAT&${JANE}&CLIENT_ID=W1&GROUP=4&CHAT=zebra`],
    )
    const found = async (search: string) =>
      (await listChats({ search, licence: ['21'] })).rows.map(({ clientId }) => clientId)
    expect(await found('rare@agent.example')).toEqual(['W1'])
    expect(await found('zebra')).toEqual(['W1'])
    expect(await found('zebra giraffe')).toEqual([])
    expect(await found("o'neil \\ x")).toEqual([])
  })

  it('says how a chat stands and who had it', async () => {
    await happen(
      '22',
      [0, `EVENT=CLIENT_INVITED&${JANE}&CLIENT_ID=I1`],
      [1, `EVENT=CHAT_STARTED&${JOHN}&CLIENT_ID=I2&INVITING_OP=jane@example.com&STATUS=0`],
    )
    const { rows } = await listChats({ licence: ['22'] })
    expect(rows).toMatchObject([
      {
        clientId: 'I2',
        invitedBy: 'jane@example.com',
        chat: {
          agents: ['jane@example.com', 'john@example.com'],
          isStarted: true,
          isEnded: false,
          events: 1,
        },
      },
      { clientId: 'I1', invitedBy: 'jane@example.com', chat: { isStarted: false } },
    ])
  })
})
