import { expect, test } from 'vitest'
import { describeEventType, EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { eventTypesDocument } from '#lib/livechat/event-types-document.ts'

test('the document of the event types is what the catalogue says', async () => {
  await expect(eventTypesDocument()).toMatchFileSnapshot('../../docs/event-types.md')
})

test('it has every parameter and every note', () => {
  const text = eventTypesDocument()
  for (const known of EVENT_TYPES.map(describeEventType)) {
    for (const { name, note } of known?.parameters ?? []) {
      expect(text).toContain(`| \`${name}\` |`)
      if (note) expect(text).toContain(`*${note}*`)
    }
    if (known?.note) expect(text).toContain(`*${known.note}*`)
  }
})
