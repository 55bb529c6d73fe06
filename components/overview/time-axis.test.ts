import { describe, expect, it } from 'vitest'
import { axisLabels, sayBarTime } from './time-axis.ts'

const every = (minutes: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(2026, 10, 25, 13, 30) + index * minutes * 60_000).toISOString(),
  )

describe('the time below a chart', () => {
  it('names the day where it changes, in the viewer’s zone, and ends with now', () => {
    expect([...axisLabels(every(15, 96), '24h', 'Europe/Warsaw').values()]).toEqual([
      'Wed 14:30',
      '18:30',
      '22:30',
      'Thu 02:30',
      '06:30',
      '10:30',
      'now',
    ])
  })

  it('is a clock for an hour, and dates for a month', () => {
    expect([...axisLabels(every(1, 60), '1h', 'UTC').values()]).toContain('13:40')
    expect([...axisLabels(every(480, 90), '30d', 'UTC').values()].slice(0, 2)).toEqual(['25 Nov', '30 Nov'])
  })

  it('says when a bar was', () => {
    const [from = '', to = ''] = every(15, 2)
    expect(sayBarTime({ from, to }, 'UTC')).toBe('Wed 25 Nov, 13:30 to 13:45')
  })
})
