import type { CDPSession, Page } from '@playwright/test'

/** Of the requests so deep: the document is 1, what it names is 2, what that asks for is 3. */
export type Level = { depth: number; count: number; kilobytes: number; first: string }

type Stack = { callFrames: { url: string }[]; parent?: Stack | undefined }
type Initiator = { type: string; url?: string | undefined; stack?: Stack | undefined }

function sourcesOf({ url, stack }: Initiator): string[] {
  const frames: string[] = []
  for (let one = stack; one; one = one.parent) frames.push(...one.callFrames.map((frame) => frame.url))
  return url ? [url, ...frames] : frames
}

/** How deep each request of the page is, by its id, as they are made: one more than the deepest that had a part in asking for it. */
async function followDepths(cdp: CDPSession): Promise<Map<string, { url: string; depth: number }>> {
  const byUrl = new Map<string, number>()
  const byId = new Map<string, { url: string; depth: number }>()
  cdp.on('Network.requestWillBeSent', ({ requestId, request, initiator, type }) => {
    const asked = Math.max(1, ...sourcesOf(initiator).map((url) => byUrl.get(url) ?? 0))
    const depth = type === 'Document' ? 1 : asked + 1
    byUrl.set(request.url, Math.min(depth, byUrl.get(request.url) ?? depth))
    byId.set(requestId, { url: request.url, depth })
  })
  await cdp.send('Network.enable')
  return byId
}

const nameOf = (url: string) => `${new URL(url).pathname.split('/').at(-1)}`

/** The requests made while `work` goes on, by how deep they are. Kilobytes as they came over the wire. */
export async function readWaterfall(page: Page, work: () => Promise<unknown>): Promise<Level[]> {
  const cdp = await page.context().newCDPSession(page)
  const bytes = new Map<string, number>()
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    bytes.set(requestId, encodedDataLength),
  )
  const depths = await followDepths(cdp)
  await work()
  const levels = new Map<number, Level>()
  for (const [id, { url, depth }] of depths) {
    const level = levels.get(depth) ?? { depth, count: 0, kilobytes: 0, first: nameOf(url) }
    level.count += 1
    level.kilobytes += (bytes.get(id) ?? 0) / 1024
    levels.set(depth, level)
  }
  return [...levels.values()].sort((a, b) => a.depth - b.depth)
}

/**
 * Does `work` while every request deeper than `most` gets no answer: what it waits for does without them.
 * @returns how many got none.
 */
export async function withoutDeeper(
  page: Page,
  most: number,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page)
  const depths = await followDepths(cdp)
  const unanswered: string[] = []
  cdp.on('Fetch.requestPaused', ({ requestId, networkId, request }) => {
    const { depth } = depths.get(networkId ?? '') ?? { depth: 0 }
    if (depth > most) unanswered.push(nameOf(request.url))
    // The page may be gone by then.
    else cdp.send('Fetch.continueRequest', { requestId }).catch(() => {})
  })
  await cdp.send('Fetch.enable')
  await work()
  return unanswered
}
