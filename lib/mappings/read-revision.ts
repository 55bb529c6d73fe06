import { prisma } from '#lib/db/prisma.ts'
import type { RevisionStamp, Transaction } from '#lib/mappings/scope.ts'
import type { RevisionState } from '#lib/mappings/scope-diff.ts'

export type Revision = RevisionState & RevisionStamp & { fileRevision: number | null }

/** A revision of this scope, without its file; null when there is none of that id. */
export async function readRevision(
  licence: string | null,
  id: number,
  tx: Transaction = prisma(),
): Promise<Revision | null> {
  return readFirst(tx, { licence, id })
}

/** The revision of a scope that came before another; null for the first. */
export async function readRevisionBefore(licence: string | null, id: number): Promise<Revision | null> {
  return readFirst(prisma(), { licence, id: { lt: id } })
}

async function readFirst(
  tx: Transaction,
  where: { licence: string | null; id: number | { lt: number } },
): Promise<Revision | null> {
  const row = await tx.mappingRevision.findFirst({
    where,
    orderBy: { id: 'desc' },
    select: { id: true, actor: true, createdAt: true, mappings: true, rpcServerIp: true, fileRevision: true },
  })
  if (row === null) return null
  const { createdAt, mappings, ...rest } = row
  // As writeRevision writes it.
  return { ...rest, at: createdAt.toISOString(), mappings: mappings as Record<string, string[]> }
}
