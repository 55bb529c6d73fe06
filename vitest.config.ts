import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{lib,components,app,prisma}/**/*.test.ts'],
    globalSetup: ['lib/test/global-setup.ts'],
    // A database test waits for conditions, not for time; this only ends one that hangs.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // They wait for Postgres and for processes more than they work.
    maxWorkers: 3,
  },
})
