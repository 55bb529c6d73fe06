import { groupCommit } from '../db/group-commit.ts'
import type { CallSource, IncomingCall, Ingested, ReadCall } from './call.ts'
import { readCall } from './read-call.ts'
import { storeCalls } from './store-calls.ts'

/** Bodies of this many bytes are kept; a longer one is answered 413 before it is read to its end. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024

const store = groupCommit((calls: ReadCall[]) => storeCalls(calls))

/**
 * Accepts one call: reads it, stores it with its deliveries and their jobs together with whatever other calls
 * are at the door, and answers once it is committed. A call that names no event is stored as rejected.
 * @throws the database's error when the call could not be kept.
 */
export async function ingestCall(call: IncomingCall, source: CallSource): Promise<Ingested> {
  return store(readCall(call, source))
}
