import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Axe for a page as it stands. There are no frames whose results would need a page of their own to be gathered in. */
export const axeOf = (page: Page) => new AxeBuilder({ page }).setLegacyMode()
