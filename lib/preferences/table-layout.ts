import { z } from 'zod'
import { prisma } from '../db/prisma.ts'
import { LOG_NAMES } from './log-name.ts'

/** How a person has set up a table. Widths in px by column. */
export const tableLayout = z.object({
  hidden: z.array(z.string().max(50)).max(50),
  widths: z.record(z.string().max(50), z.number().min(40).max(2000)),
  density: z.enum(['compact', 'normal', 'comfortable']),
})

export type TableLayout = z.infer<typeof tableLayout>

/** The tables that can be set up. */
export const tableName = z.enum(LOG_NAMES)

const nameOf = (table: z.infer<typeof tableName>) => `table of ${table}`

/** Keeps it for the person, on whatever browser. */
export async function saveTableLayout(
  userId: string,
  table: z.infer<typeof tableName>,
  layout: TableLayout,
): Promise<void> {
  const name = nameOf(table)
  await prisma().preference.upsert({
    where: { userId_name: { userId, name } },
    create: { userId, name, value: layout },
    update: { value: layout },
  })
}

/** What the person has set up; null when nothing, or nothing that this version understands. */
export async function readTableLayout(
  userId: string,
  table: z.infer<typeof tableName>,
): Promise<TableLayout | null> {
  const found = await prisma().preference.findUnique({
    where: { userId_name: { userId, name: nameOf(table) } },
  })
  return tableLayout.safeParse(found?.value).data ?? null
}
