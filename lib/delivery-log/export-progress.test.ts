import { describe, expect, it } from 'vitest'
import { beginExport, exportProgress } from './export-progress.ts'

describe('how far an export is', () => {
  it('is told to the one who asked for it alone', () => {
    const begun = beginExport('a', 'ola')
    begun.add(500)
    begun.add(20)
    expect(exportProgress('a', 'ola')).toEqual({ rows: 520, state: 'running' })
    expect(exportProgress('a', 'jan')).toBeNull()
    begun.end('done')
    expect(exportProgress('a', 'ola')).toEqual({ rows: 520, state: 'done' })
  })

  it('is forgotten some time after it has ended', () => {
    const now = Date.now()
    beginExport('old', 'ola').end('stopped')
    const running = beginExport('long', 'ola')
    beginExport('next', 'ola', now + 700_000)
    expect(exportProgress('old', 'ola')).toBeNull()
    running.add(1)
    expect(exportProgress('long', 'ola')?.rows).toBe(1)
  })
})
