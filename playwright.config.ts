import { defineConfig, devices } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from './e2e/support/chromium.ts'

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/build-once.ts',
  // Each test starts a whole Bellhop of its own: two cores carry one at a time.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // A browser on a busy machine finds races that no condition here waits for. What passes at the second try is counted,
  // and printed with what the first one said: it is to be mended, but it holds up nothing.
  retries: 1,
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: findChromium(), args: CHROMIUM_ARGS },
    // What is not there by then does not come: the test ends, not its whole time.
    actionTimeout: 45_000,
    // A trace takes as long to write as the page to come to life. TRACE=1 asks for those of what fails.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    timezoneId: 'Europe/Warsaw',
  },
})
