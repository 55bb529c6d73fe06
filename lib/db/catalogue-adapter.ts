import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum, DriverAdapterError } from '@prisma/driver-adapter-utils'
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
    return (super.query as any)(...args).then((result: pg.QueryResult | pg.QueryResult[]) => {
      // Of a script; nobody reads those.
      if (Array.isArray(result)) return result
      const positions = result.fields.flatMap((field, at) => (field.dataTypeID === INTERNAL_CHAR ? [at] : []))
      for (const field of result.fields) if (field.dataTypeID === INTERNAL_CHAR) field.dataTypeID = TEXT
      if (positions.length > 0) charColumns.set(result.rows, positions)
      return result
    })
  }
}

/** In the engine's form: of any other it would not tell what it says. */
function asEngineError(error: Error): DriverAdapterError {
  const {
    code = '',
    severity = 'ERROR',
    detail,
    column,
    hint,
  } = error instanceof pg.DatabaseError ? error : {}
  return new DriverAdapterError({
    kind: 'postgres',
    code,
    severity,
    message: error.message,
    detail,
    column,
    hint,
  })
}

export class CatalogueAdapter extends PrismaPg {
  readonly #pool: pg.Pool
  readonly #scriptOf: (script: string) => string

  /** `scriptOf`: what is run in place of a script. */
  constructor(pool: pg.Pool, scriptOf: (script: string) => string) {
    super(pool)
    this.#pool = pool
    this.#scriptOf = scriptOf
  }

  override async connect() {
    const adapter = await super.connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query)
      for (const at of charColumns.get(result.rows) ?? []) result.columnTypes[at] = ColumnTypeEnum.Character
      return result
    }
    // Whole, which Postgres takes for one transaction; the adapter would send it statement by statement.
    adapter.executeScript = async (script) => {
      await this.#pool.query(this.#scriptOf(script)).catch((error: Error) => {
        throw asEngineError(error)
      })
    }
    return adapter
  }
}
