import { describe, expect, it } from 'vitest'
import { refusedTarget } from './refused-target.ts'

describe('a request target', () => {
  it.each([
    ['/', null],
    ['/deliveries/1?status=100%&x=\\', null],
    ['/caf%C3%A9', null],
    ['http://evil.example/', 'The request names no path'],
    ['//evil.example/', 'The request names no path'],
    ['*', 'The request names no path'],
    ['', 'The request names no path'],
    ['/\\evil.example/', 'The path has a backslash'],
    ['/deliveries\\..', 'The path has a backslash'],
    ['/deliveries/%ZZ', 'The path has a broken escape'],
    ['/deliveries/%', 'The path has a broken escape'],
    ['/deliveries/%FF', 'The path has a broken escape'],
  ])('%j: %j', (target, reason) => {
    expect(refusedTarget(target)).toBe(reason)
  })
})
