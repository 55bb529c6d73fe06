import { groupCommit } from '../db/group-commit.ts'
import type { CallSource, IncomingCall, Ingested, ReadCall } from './call.ts'
import { readCall } from './read-call.ts'
import { storeCalls } from './store-calls.ts'

/** Bodies of this many bytes are kept; of a longer one, which is answered 413, only the beginning. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024

const store = groupCommit((calls: ReadCall[]) => storeCalls(calls))

/**
 * Accepts one call: reads it, stores it with its deliveries and their jobs together with whatever other calls
 * are at the door, and answers once it is committed. A call that names no event is stored as rejected.
 * @param refusedFor why its door refused it: it is then rejected, whatever it names.
 * @throws the database's error when the call could not be kept.
 */
export async function ingestCall(
  call: IncomingCall,
  { chatServerId, charset }: Pick<CallSource, 'chatServerId' | 'charset'>,
  refusedFor?: string,
): Promise<Ingested> {
  const read = readCall(call, { chatServerId, charset })
  return store(
    refusedFor === undefined ? read : { ...read, outcome: 'rejected', reason: refusedFor, odd: [] },
  )
}
