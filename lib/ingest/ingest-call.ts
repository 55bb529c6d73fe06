import type { CallSource, IncomingCall, Ingested } from './call.ts'
import { makeEventId } from './event-id.ts'
import { keepCall } from './keep-call.ts'

/**
 * Accepts one call: reads it, stores it with its deliveries and their jobs together with whatever other calls
 * are at the door, and answers once it is committed; or once it is in the journal, while the database is away. A call that
 * names no event is stored as rejected.
 * @param refusedFor why its door refused it: it is then rejected, whatever it names.
 * @throws the error of the database or of the disk when the call could not be kept.
 */
export async function ingestCall(
  call: IncomingCall,
  { chatServerId, charset }: Pick<CallSource, 'chatServerId' | 'charset'>,
  refusedFor?: string,
): Promise<Ingested> {
  return keepCall({ id: makeEventId(), call, chatServerId, charset, refusedFor: refusedFor ?? null })
}
