import { expect, it } from 'vitest'
import { exportLog } from './export-log.ts'

async function csv(texts: string[]): Promise<string[]> {
  const rows = texts.map((text) => ({ text }))
  const page = async () => ({ rows, older: null, newer: null })
  const chunks: string[] = []
  for await (const { text } of exportLog({ page, columns: { text: (row) => row.text } }, 'csv'))
    chunks.push(text)
  return chunks.join('').split('\r\n').slice(1, -1)
}

it.each([
  ['=1+1', "'=1+1"],
  ['  =1+1', "'  =1+1"],
  ['\u00a0@SUM(1)', "'\u00a0@SUM(1)"],
  ['＝1', "'＝1"],
  ['\t=1', `"'\t=1"`],
  ['\n-1', `"'\n-1"`],
  ['jane;=1+1', '"jane;=1+1"'],
  ['jane "the" =', '"jane ""the"" ="'],
  ['jane@example.com', 'jane@example.com'],
])('no cell of a file is a formula: %j', async (text, cell) => expect(await csv([text])).toEqual([cell]))

it.each(['csv', 'ndjson'] as const)(
  'nothing is written as %s when the first page cannot be read',
  async (format) => {
    const page = async () => {
      throw new Error('not valid')
    }
    await expect(exportLog({ page, columns: {} }, format).next()).rejects.toThrow('not valid')
  },
)

it('a file without rows names its columns', async () => {
  const page = async () => ({ rows: [], older: null, newer: null })
  const chunk = await exportLog({ page, columns: { text: () => '' } }, 'csv').next()
  expect(chunk.value).toEqual({ text: 'text\r\n', rows: 0 })
})
