/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // These run as Node loads them: native bindings, worker threads, or one instance shared with the server's own copy.
  serverExternalPackages: ['pg', 'pg-boss', 'pino', 'undici', '@prisma/adapter-pg', '@prisma/client', 'better-auth'],
  experimental: { authInterrupts: true },
}

export default config
