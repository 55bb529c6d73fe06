/** The rules of direction between folders, on resolved paths. @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'lib-knows-no-screen',
      comment: 'lib never imports app or components.',
      severity: 'error',
      from: { path: '^lib/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(app|components)/' },
    },
    {
      name: 'lib-knows-no-framework',
      comment: 'lib knows neither react nor next; only the web process and session reading do.',
      severity: 'error',
      from: { path: '^lib/', pathNot: ['^lib/server/web\\.ts$', '^lib/auth/'] },
      to: { path: 'node_modules/(react|react-dom|next|@mantine|@tanstack)/' },
    },
    {
      name: 'queue-between-ingest-and-dispatch',
      severity: 'error',
      from: { path: '^lib/ingest/' },
      to: { path: '^lib/dispatch/' },
    },
    {
      name: 'queue-between-dispatch-and-ingest',
      severity: 'error',
      from: { path: '^lib/dispatch/', pathNot: '\\.test\\.ts$' },
      to: { path: '^lib/(ingest|test)/' },
    },
    {
      name: 'components-touch-no-server',
      comment:
        'components take types and client-safe constants from lib, never the database or the environment.',
      severity: 'error',
      from: { path: '^components/' },
      to: {
        path: '^(app/|lib/(db|queue|server|auth|ingest|env\\.ts|log\\.ts))',
        pathNot: '^lib/auth/password-rules\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-lib-touches-the-database',
      severity: 'error',
      from: { path: '^(app|components)/' },
      to: { path: ['node_modules/(pg|@prisma)/', '^lib/db/'] },
    },
    {
      name: 'only-dispatch-calls-out',
      severity: 'error',
      from: {
        path: '^(app|components|lib)/',
        pathNot: ['^lib/dispatch/', '^lib/server/cli/', '\\.test\\.ts$'],
      },
      to: { path: 'node_modules/undici/' },
    },
    {
      name: 'tests-stay-out-of-the-product',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: ['\\.test\\.tsx?$', '^lib/test/'] },
      to: { path: '^(e2e|lib/test)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^lib/db/generated/|^\\.next/' },
    // TypeScript 7 has no API that this tool could parse with; swc has.
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
