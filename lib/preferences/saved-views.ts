import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { prisma } from '../db/prisma.ts'
import { LOG_NAMES } from './log-name.ts'

/** A list as somebody has narrowed it down. Plain JSON. */
export type SavedView = {
  id: string
  name: string
  /** The query string, with its `?`. */
  query: string
  isShared: boolean
  isOwn: boolean
}

/** The lists that have views. */
export const viewList = z.enum(LOG_NAMES)
type ViewList = z.infer<typeof viewList>

export const viewInput = z.object({
  list: viewList,
  name: z.string().trim().min(1, 'Give it a name.').max(60, 'At most 60 characters.'),
  query: z.string().regex(/^\?/, 'A view begins with what the list is narrowed to.').max(4000),
  isShared: z.boolean(),
})

const MOST = 50

/** A person's own views of a list, and those that others share; by name. */
export async function listViews(userId: string, list: ViewList): Promise<SavedView[]> {
  const found = await prisma().savedView.findMany({
    where: { list, OR: [{ userId }, { isShared: true }] },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MOST,
  })
  return found.map(({ id, name, query, isShared, userId: owner }) => ({
    id,
    name,
    query,
    isShared,
    isOwn: owner === userId,
  }))
}

/** Keeps a view; one of the same name and person is replaced. */
export async function saveView(userId: string, input: z.infer<typeof viewInput>): Promise<void> {
  const { list, name, query, isShared } = input
  await prisma().savedView.upsert({
    where: { userId_list_name: { userId, list, name } },
    create: { userId, list, name, query, isShared },
    update: { query, isShared },
  })
}

/** Removes a view of one's own. @returns whether there was one. */
export async function removeView(userId: string, id: string): Promise<boolean> {
  const { count } = await prisma().savedView.deleteMany({ where: { id, userId } })
  return count > 0
}

/**
 * Makes the views that a person shares another's, since all use them; one whose name the other has taken gets a number
 * behind it. Within the caller's transaction. @returns how many there were.
 */
export async function handOverSharedViews(
  db: Prisma.TransactionClient,
  { from, to }: { from: string; to: string },
): Promise<number> {
  const shared = await db.savedView.findMany({ where: { userId: from, isShared: true } })
  const owned = await db.savedView.findMany({ where: { userId: to }, select: { list: true, name: true } })
  const taken = new Set(owned.map(({ list, name }) => `${list} ${name}`))
  for (const { id, list, name } of shared) {
    let free = name
    for (let number = 2; taken.has(`${list} ${free}`); number++) free = `${name} (${number})`
    taken.add(`${list} ${free}`)
    await db.savedView.update({ where: { id }, data: { userId: to, name: free } })
  }
  return shared.length
}
