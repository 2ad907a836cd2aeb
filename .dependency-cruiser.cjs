// Which room may import which. `npm run verify` also plants a violation and counts modules, because a tool that sees nothing passes.
const only = (name, from, allowed, extra = {}) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$', ...extra },
  to: {
    path: '^(workflows|activities|providers|domain|books|db|api|workers|sandbox|console|cli|tests|bench|temporal\\.config)',
    pathNot: allowed,
  },
});

module.exports = {
  forbidden: [
    only('domain-stands-alone', '^domain/', '^domain/'),
    only('workflows-are-deterministic', '^workflows/', '^(workflows/|domain/|temporal\\.config\\.ts)|^activities/.*'),
    {
      name: 'workflows-see-activity-types-only',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-libraries-in-workflows',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: 'node_modules', pathNot: '@temporalio/(workflow|common)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-node-in-workflows',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-digest-in-workflows',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^domain/digest\\.ts$', reachable: false },
    },
    only(
      'activities',
      '^activities/',
      '^(activities/|domain/|providers/|books/|db/|workflows/.*/contract\\.ts|temporal\\.config\\.ts)',
    ),
    only('providers', '^providers/', '^(providers/|domain/)'),
    // A process row names its workflow, so the books know the contracts (ids, inputs, queues), which are pure data.
    only('books', '^books/', '^(books/|db/|domain/|workflows/.*/contract\\.ts|temporal\\.config\\.ts)'),
    only('db', '^db/', '^(db/|domain/|workflows/.*/contract\\.ts|temporal\\.config\\.ts)'),
    only(
      'api-is-thin',
      '^api/',
      '^(api/|domain/|books/|db/|workflows/.*/contract\\.ts|temporal\\.config\\.ts|providers/.*/webhook\\.ts)',
    ),
    // The worker and the intake of the queue write by the books, as the API does, and never through the API.
    only(
      'workers',
      '^(workers/|cli/processes/(worker|workerParts|intake)\\.ts)',
      '^(workers/|cli/|activities/|workflows/|providers/|books/|db/|domain/|temporal\\.config\\.ts)',
    ),
    {
      name: 'nothing-imports-the-sandbox',
      severity: 'error',
      from: { pathNot: '^(sandbox|tests|cli/processes/sandbox\\.ts)' },
      to: { path: '^sandbox/' },
    },
    only('sandbox-is-a-world-of-its-own', '^sandbox/', '^(sandbox/|domain/money/)'),
    // A browser's room: the API by HTTP only, the pure rules, what makes a cell of CSV safe, and the tables of review kinds.
    only(
      'console-speaks-http',
      '^console/',
      '^(console/|domain/(money/|merge\\.ts|words\\.ts|csvCell\\.ts|reviews/(actions|priority)\\.ts|\\w+/reviewKinds\\.ts))',
    ),
    {
      name: 'no-node-in-the-console',
      severity: 'error',
      from: { path: '^console/', pathNot: 'vite\\.config\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-imports-the-console',
      severity: 'error',
      from: { pathNot: '^console/' },
      to: { path: '^console/' },
    },
    // What is imported when a command or a page is opened is there by then.
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.data|\\.cache|node_modules/.*/node_modules)' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.cjs', '.json'] },
  },
};
