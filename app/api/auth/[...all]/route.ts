import { auth } from '#lib/auth/auth.ts'

/** What the console uses of better-auth's many routes; the others are closed until a page needs them. */
const OPEN = new Set(['GET /api/auth/get-session', 'POST /api/auth/sign-in/email', 'POST /api/auth/sign-out'])

async function handle(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (!OPEN.has(`${request.method} ${pathname}`))
    return Response.json({ message: 'Not found' }, { status: 404 })
  return auth().handler(request)
}

export { handle as GET, handle as POST }
