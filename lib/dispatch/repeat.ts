/**
 * Does `work` now and every `ms`, never twice at once: a slow one is not begun again meanwhile.
 * @returns a function that ends it and waits for the one under way.
 */
export function repeat(
  ms: number,
  work: () => Promise<unknown>,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let underWay: Promise<void> | null = null
  const run = () => {
    underWay ??= work()
      .then(() => {}, failed)
      .finally(() => {
        underWay = null
      })
  }
  run()
  const timer = setInterval(run, ms)
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
