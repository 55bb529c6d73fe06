export class TookTooLong extends Error {
  constructor(ms: number) {
    super(`no answer within ${ms} ms`)
  }
}

/** What `work` resolves to, within `ms`. Work that takes longer goes on by itself; whoever waits does not. @throws TookTooLong */
export async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(ms)), ms)
  })
  work.catch(() => {})
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
