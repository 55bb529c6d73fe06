import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { PrismaClient } from './generated/client.ts'
import { pool } from './pool.ts'

let made: { client: PrismaClient; on: pg.Pool } | undefined

/** The Prisma client of this process, on the pool that all SQL shares. */
export function prisma(): PrismaClient {
  const on = pool()
  if (made?.on !== on) made = { client: new PrismaClient({ adapter: new PrismaPg(on) }), on }
  return made.client
}
