import { describe, expect, it } from 'vitest'
import { makeSharedReads } from './share-reads.ts'

const pending = () => Promise.withResolvers<number>()

describe('shared reads', () => {
  it('answer all who ask meanwhile, and for a moment after', async () => {
    let now = 0
    let reads = 0
    const share = makeSharedReads({ freshMs: 10, now: () => now })
    const first = pending()
    const read = () => {
      reads += 1
      return first.promise
    }
    const asked = [share('a', read), share('a', read)]
    now = 1000
    asked.push(share('a', read))
    first.resolve(7)
    expect(await Promise.all(asked)).toEqual([7, 7, 7])
    now = 1009
    await share('a', read)
    expect(reads).toBe(1)
    now = 1010
    await share('a', read)
    expect(reads).toBe(2)
  })

  it('do not keep a failure, and go on after it', async () => {
    const share = makeSharedReads({ atOnce: 1 })
    await expect(share('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await share('a', async () => 1)).toBe(1)
  })

  it('are a few at once, in the order asked', async () => {
    const share = makeSharedReads({ atOnce: 2 })
    const reads = [pending(), pending(), pending()]
    const begun: number[] = []
    const asked = reads.map((one, index) =>
      share(String(index), () => {
        begun.push(index)
        return one.promise
      }),
    )
    expect(begun).toEqual([0, 1])
    reads[1]?.resolve(1)
    await asked[1]
    expect(begun).toEqual([0, 1, 2])
    reads[0]?.resolve(0)
    reads[2]?.resolve(2)
    expect(await Promise.all(asked)).toEqual([0, 1, 2])
  })
})
