import { build, hasBuild } from '#lib/server/build.ts'

/** The tests run the production build; it is made once when the sources have changed. */
export default async function buildOnce(): Promise<void> {
  if (!hasBuild()) await build()
}
