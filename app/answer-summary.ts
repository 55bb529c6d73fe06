import { readSession } from '#lib/auth/require-session.ts'
import { isAskedWrongly, sayReadFailure } from '#lib/delivery-log/read-failure.ts'

/** The bars and facets of a log as JSON, `{ bars, facets }`; a failure is `{ problem }`. 401 without a session. */
export async function answerSummary(
  readBars: () => Promise<unknown>,
  countFacets: () => Promise<unknown>,
): Promise<Response> {
  if (!(await readSession())) return Response.json({ problem: 'Sign in first.' }, { status: 401 })
  try {
    const [bars, facets] = await Promise.all([readBars(), countFacets()])
    return Response.json({ bars, facets }, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return Response.json({ problem: sayReadFailure(error) }, { status: isAskedWrongly(error) ? 400 : 503 })
  }
}
