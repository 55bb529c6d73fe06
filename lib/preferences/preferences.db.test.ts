import { beforeAll, describe, expect, it } from 'vitest'
import { prisma } from '../db/prisma.ts'
import { useTestDatabase } from '../test/database.ts'
import { listViews, removeView, saveView } from './saved-views.ts'
import { readTableLayout, saveTableLayout } from './table-layout.ts'

useTestDatabase()

beforeAll(async () => {
  for (const id of ['anna', 'bert'])
    await prisma().user.create({ data: { id, name: id, email: `${id}@example.com` } })
})

describe('the layout of a table', () => {
  const layout = { hidden: ['took'], widths: { endpoint: 300 }, density: 'compact' as const }

  it('is kept for each person', async () => {
    expect(await readTableLayout('anna', 'deliveries')).toBeNull()
    await saveTableLayout('anna', 'deliveries', { ...layout, hidden: [] })
    await saveTableLayout('anna', 'deliveries', layout)
    expect(await readTableLayout('anna', 'deliveries')).toEqual(layout)
    expect(await readTableLayout('bert', 'deliveries')).toBeNull()
  })

  it('is as good as none when it is not understood', async () => {
    await prisma().preference.updateMany({ data: { value: { density: 'tiny' } } })
    expect(await readTableLayout('anna', 'deliveries')).toBeNull()
  })
})

describe('views', () => {
  const names = async (userId: string) => (await listViews(userId, 'deliveries')).map(({ name }) => name)
  const view = (name: string, isShared: boolean) => ({
    list: 'deliveries' as const,
    name,
    query: '?status=failed',
    isShared,
  })

  it('are one’s own, unless they are shared', async () => {
    await saveView('anna', view('mine', false))
    await saveView('anna', view('ours', true))
    expect(await names('anna')).toEqual(['mine', 'ours'])
    expect(await listViews('bert', 'deliveries')).toMatchObject([{ name: 'ours', isOwn: false }])
  })

  it('are replaced by their name, and removed by their owner alone', async () => {
    await saveView('anna', { ...view('ours', false), query: '?code=5xx' })
    expect(await names('bert')).toEqual([])
    const [, ours] = await listViews('anna', 'deliveries')
    expect(ours).toMatchObject({ name: 'ours', query: '?code=5xx', isShared: false })
    expect(await removeView('bert', ours?.id ?? '')).toBe(false)
    expect(await removeView('anna', ours?.id ?? '')).toBe(true)
    expect(await names('anna')).toEqual(['mine'])
  })
})
