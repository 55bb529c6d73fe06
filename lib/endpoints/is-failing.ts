import { MUCH_PERCENT, SOME_FAILURES } from './endpoint-state.ts'

/**
 * That so much fails that a person should look: what `stateOf` calls failing, as SQL.
 * @param hour the alias of the attempts of the last hour, `succeeded` and `failed`; that of endpoint_health is `health`.
 */
export const IS_FAILING = (hour: string) => `(health.failures_in_row >= ${SOME_FAILURES}
  OR ${hour}.failed >= ${SOME_FAILURES} AND ${hour}.failed * 100 >= ${MUCH_PERCENT} * (${hour}.succeeded + ${hour}.failed))`
