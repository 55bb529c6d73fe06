import { describe, expect, it } from 'vitest'
import { groupCommit } from './group-commit.ts'

const later = () => {
  let open: () => void = () => {}
  const gate = new Promise<void>((done) => {
    open = done
  })
  return { gate, open }
}

describe('a group commit', () => {
  it('flushes what comes in together as one batch and answers each input', async () => {
    const batches: number[][] = []
    const double = groupCommit(async (inputs: number[]) => {
      batches.push(inputs)
      return inputs.map((input) => input * 2)
    })
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6])
    expect(batches).toEqual([[1, 2, 3]])
  })

  it('gathers what arrives while its lanes are taken', async () => {
    const batches: number[][] = []
    const { gate, open } = later()
    const send = groupCommit(
      async (inputs: number[]) => {
        batches.push(inputs)
        if (batches.length === 1) await gate
        return inputs
      },
      { most: 2, lanes: 1 },
    )
    const first = send(0)
    await new Promise(setImmediate)
    const rest = Promise.all([1, 2, 3].map(send))
    await new Promise(setImmediate)
    expect(batches).toEqual([[0]])
    open()
    await Promise.all([first, rest])
    expect(batches).toEqual([[0], [1, 2], [3]])
  })

  it('fails only the input whose data is to blame', async () => {
    const send = groupCommit(async (inputs: string[]) => {
      if (inputs.includes('bad')) throw Object.assign(new Error('invalid byte sequence'), { code: '22021' })
      return inputs
    })
    const outcomes = await Promise.allSettled(['a', 'bad', 'b'].map(send))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('fails all, and tries none again, when the database is to blame', async () => {
    let flushes = 0
    const send = groupCommit(async () => {
      flushes += 1
      throw new Error('Connection terminated')
    })
    const outcomes = await Promise.allSettled([1, 2].map(send))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(flushes).toBe(1)
    await expect(send(3)).rejects.toThrow('Connection terminated')
  })
})
