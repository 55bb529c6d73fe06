import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

// The schema engine reads columns of Postgres' internal type "char" (pg_constraint.contype), which the
// adapter refuses as unsupported. These two let such a column through as text and name it a character.

const INTERNAL_CHAR = 18
const TEXT = 25

/** Positions of the "char" columns of a result, found again by its rows. */
const charColumns = new WeakMap<object, number[]>()

export class CataloguePool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: pg overloads query beyond what one signature can say
  override query(...args: any[]): any {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    return (super.query as any)(...args).then((result: pg.QueryResult) => {
      const positions = result.fields.flatMap((field, at) => (field.dataTypeID === INTERNAL_CHAR ? [at] : []))
      for (const field of result.fields) if (field.dataTypeID === INTERNAL_CHAR) field.dataTypeID = TEXT
      if (positions.length > 0) charColumns.set(result.rows, positions)
      return result
    })
  }
}

export class CatalogueAdapter extends PrismaPg {
  override async connect() {
    const adapter = await super.connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query)
      for (const at of charColumns.get(result.rows) ?? []) result.columnTypes[at] = ColumnTypeEnum.Character
      return result
    }
    return adapter
  }
}
