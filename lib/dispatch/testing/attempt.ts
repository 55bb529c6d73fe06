import { expect, onTestFinished } from 'vitest'
import { type AddressPolicy, parseAllow } from '../address-policy.ts'
import { makeAgent } from '../guarded-agent.ts'
import type { ConnectOptions } from '../guarded-connect.ts'
import { type Calling, type Prepared, type PreparedRequest, prepareRequest } from '../prepare-request.ts'
import { type SendOptions, send } from '../send.ts'
import type { SendResult } from '../send-result.ts'
import { type Answerer, type LoopbackServer, listen } from './loopback-server.ts'

/** The policy that this DISPATCH_ALLOW gives. */
export function policyOf(allow: string, ownPorts: number[] = []): AddressPolicy {
  const parsed = parseAllow(allow)
  if (!parsed.ok) throw new Error(parsed.reason)
  return { ...parsed.policy, ownPorts }
}

/** An agent that ends with the test. */
export function agentFor(allow: string, options: Partial<ConnectOptions> = {}, ownPorts: number[] = []) {
  const agent = makeAgent(policyOf(allow, ownPorts), { connectTimeoutMs: 5_000, ...options })
  onTestFinished(() => agent.destroy())
  return agent
}

/** A receiver that ends with the test. */
export async function receiver(
  answer: Answerer,
  options?: { host?: string; tls?: boolean },
): Promise<LoopbackServer> {
  const server = await listen(answer, options)
  onTestFinished(() => server.close())
  return server
}

type GivenCall = {
  method?: 'GET' | 'POST'
  /** Latin1 text, as the body. */
  query?: string
  body?: string
  contentType?: string | null
  charset?: string
}

/** A request prepared for the first attempt of a delivery, or why it is refused. */
export function prepareTo(endpoint: Partial<Calling> & { url: string }, call: GivenCall = {}): Prepared {
  return prepareRequest({
    call: {
      method: call.method ?? 'GET',
      query: Buffer.from(call.query ?? '', 'latin1'),
      body: Buffer.from(call.body ?? '', 'latin1'),
      contentType: call.contentType ?? null,
      charset: call.charset ?? 'utf-8',
    },
    endpoint: { mode: 'as received', connectTo: null, ...endpoint },
    deliveryId: '01990000-0000-7000-8000-000000000001',
    attemptNumber: 1,
    now: new Date('2026-11-22T10:00:00.900Z'),
    version: '0.1.0',
  })
}

/** A prepared request, or the refusal as an error. `endpoint`: a URL that is called as received, or more of it. */
export function requestTo(
  endpoint: string | (Partial<Calling> & { url: string }),
  call: GivenCall = {},
): PreparedRequest {
  const prepared = prepareTo(typeof endpoint === 'string' ? { url: endpoint } : endpoint, call)
  if (!prepared.ok) throw new Error(prepared.reason)
  return prepared.request
}

/** What one call to a receiver with this answer gives. */
export async function sendTo(answer: Answerer, options: Partial<SendOptions> = {}) {
  const server = await receiver(answer)
  const result = await send(agentFor('127.0.0.1'), requestTo(`http://127.0.0.1:${server.port}/`), {
    timeoutMs: 5_000,
    ...options,
  })
  if (result.outcome === 'failed') expect(result.message).not.toContain('{')
  return result
}

/** The body of an answer, or what was read of it, as latin1 text. */
export const bodyOf = (result: SendResult) =>
  Buffer.from((result.outcome === 'answered' ? result.body : result.answer?.body) ?? []).toString('latin1')
