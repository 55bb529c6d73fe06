import { useRef, useState } from 'react'
import { ask } from '#components/ui/ask.ts'
import type { CheckUrlOutcome } from '#lib/dispatch/check-url.ts'
import type { TestRequestOutcome } from '#lib/dispatch/send-test-request.ts'
import { checkUrl as checkSpelling } from '#lib/lc-serv-cfg/check-url.ts'
import type { UrlCheckActions } from './mapping-actions.ts'

/** What is known of the URL in a field: found now, or being found out. */
export type FieldCheck = {
  url: string
  /** null: it is being looked at. */
  found: CheckUrlOutcome | null
  /** null: no test request was sent; 'sending': one is under way. */
  test: TestRequestOutcome | 'sending' | null
}

type Given = { licence: string | null; eventType: string; ofLicence: string; actions: UrlCheckActions }

/**
 * Checks of the URLs of a form, by the key of their field. What is found of a URL that is not in the field any more is
 * dropped. Saving never waits for a verdict.
 */
export function useUrlChecks({ licence, eventType, ofLicence, actions }: Given) {
  const [checks, setChecks] = useState<ReadonlyMap<number, FieldCheck>>(new Map())
  const asked = useRef(new Map<number, string>())

  const put = (key: number, url: string, change: Partial<FieldCheck>) => {
    if (asked.current.get(key) !== url) return
    setChecks((old) => {
      const known = old.get(key)
      const before = known?.url === url ? known : { url, found: null, test: null }
      return new Map(old).set(key, { ...before, ...change })
    })
  }

  async function check(key: number, url: string): Promise<void> {
    asked.current.set(key, url)
    const spelling = checkSpelling(url)
    if (!spelling.ok) return put(key, url, { found: spelling })
    put(key, url, { found: null })
    put(key, url, { found: await ask(actions.check, { url, eventType, licence }) })
  }

  return {
    /** What is known of the URL that is in the field now. */
    of: (key: number, url: string) => {
      const known = checks.get(key)
      return known?.url === url.trim() ? known : undefined
    },
    check,
    /** Checks a URL that was not checked yet. */
    leave: (key: number, url: string) => {
      if (url !== '' && asked.current.get(key) !== url) void check(key, url)
    },
    sendTest: async (key: number, url: string) => {
      if (asked.current.get(key) !== url) await check(key, url)
      if (!checkSpelling(url).ok) return
      put(key, url, { test: 'sending' })
      put(key, url, { test: await ask(actions.sendTestRequest, { url, eventType, licence, ofLicence }) })
    },
  }
}

export type UrlChecks = ReturnType<typeof useUrlChecks>
