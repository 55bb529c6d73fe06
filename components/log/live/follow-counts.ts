const EVERY_MS = 3000
/** What takes long to count is counted the less often. */
const REST = 10

/**
 * Counts whenever it is due, at most every 3 seconds; what could not be counted is due again.
 * @param log.isDue is taken back when counting begins.
 * @param log.count false: it could not be counted.
 * @returns ends it, also in the middle of a count: what is due is then for another to count.
 */
export function followCounts(log: {
  isDue: { current: boolean }
  isLookedAt: () => boolean
  count: (signal: AbortSignal) => Promise<boolean>
}): () => void {
  const { isDue, isLookedAt, count } = log
  const ended = new AbortController()
  let timer: ReturnType<typeof setTimeout>
  const look = async () => {
    const before = performance.now()
    if (isDue.current && isLookedAt()) {
      isDue.current = false
      const isCounted = await count(ended.signal)
      if (ended.signal.aborted) return
      if (!isCounted) isDue.current = true
    }
    timer = setTimeout(look, Math.max(EVERY_MS, (performance.now() - before) * REST))
  }
  timer = setTimeout(look, EVERY_MS)
  return () => {
    ended.abort()
    clearTimeout(timer)
  }
}
