import { prisma } from '../db/prisma.ts'

/** The names of all chat servers, in order. */
export async function listChatServerNames(): Promise<string[]> {
  const found = await prisma().chatServer.findMany({ select: { name: true }, orderBy: { name: 'asc' } })
  return found.map(({ name }) => name)
}
