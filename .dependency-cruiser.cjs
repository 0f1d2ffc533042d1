/** Who may import whom. A rule that allows is written as "everything else is forbidden". */
const outside = (from, allowed, comment) => ({
  name: `${from
    .replace(/[\^/()|?]+/g, ' ')
    .trim()
    .replace(/ +/g, '-')}-imports`,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(main|preload|renderer|native-db|build|test)/', pathNot: allowed },
})

const electron = { path: '(^|/)node_modules/electron/|^electron($|/)' }

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    outside('^renderer/', ['^renderer/', '^preload/contract/'], 'The page knows the contract and nothing behind it.'),
    outside('^preload/contract/', ['^preload/contract/'], 'The contract depends on zod only.'),
    outside('^preload/', ['^preload/'], 'The bridge knows the contract.'),
    outside(
      '^main/(app|security|ipc|keychain-process)/',
      [
        '^main/(app|security|ipc|keychain-process)/',
        '^preload/contract/',
        '^main/engine/',
        '^native-db/database/lock\\.ts$',
        '^main/services/(lab/|secret-store)',
      ],
      'The window side: contract, messages of the engine, and the lock of a lab.',
    ),
    outside('^main/services/', ['^main/(services|domain)/', '^preload/contract/', '^native-db/'], 'Services: domain, contract, database.'),
    outside('^main/domain/', ['^main/domain/', '^preload/contract/'], 'Domain code is pure: contract types only.'),
    outside('^native-db/', ['^native-db/', '^preload/contract/'], 'The database knows contract types.'),
    outside('^(main|renderer|preload|native-db)/', ['^(main|renderer|preload|native-db)/'], 'The product needs neither build nor tests.'),
    {
      name: 'contract-is-zod-only',
      comment: 'The contract is loaded by every process.',
      severity: 'error',
      from: { path: '^preload/contract/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/zod/' },
    },
    {
      name: 'page-without-schemas',
      comment: 'Zod and the shapes of all calls would be read at every start: the page uses types and plain values of the contract.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^preload/contract/', pathNot: '/(errors|plain|wire|words)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'plain-values-make-no-schema',
      severity: 'error',
      from: { path: '^preload/contract/(errors|plain|wire|words)\\.ts$' },
      to: { path: '.', pathNot: '^preload/contract/(errors|plain|wire|words)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'contract-has-no-node',
      comment: 'The contract is loaded in the page.',
      severity: 'error',
      from: { path: '^(preload/contract|renderer)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'No input or output in domain code.',
      severity: 'error',
      from: { path: '^main/domain/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(url|buffer|string_decoder)$' },
    },
    {
      name: 'no-electron-behind-the-services',
      comment: 'The command line runs the same services on plain Node.',
      severity: 'error',
      from: { path: '^(main/(services|domain|cli)|native-db|renderer|preload/contract)/' },
      to: electron,
    },
    {
      name: 'features-stay-apart',
      comment: 'A feature never imports another feature.',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'ui-holds-no-store',
      comment: 'Components in ui/ are given what they show.',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      to: { path: '^renderer/(app|features|wizard)/' },
    },
    {
      name: 'state-knows-no-screen',
      comment: 'Stores, wizards and dialogs are all made of what is in state/.',
      severity: 'error',
      from: { path: '^renderer/state/' },
      to: { path: '^renderer/(app|features|wizard|ui)/' },
    },
    {
      name: 'keychain-in-its-own-process',
      comment: 'A keychain call can hang: it belongs to the process that can be killed.',
      severity: 'error',
      from: { path: '^(main|renderer|preload)/', pathNot: '^main/keychain-process/' },
      to: { path: 'node_modules/(@github/)?keytar/' },
    },
    {
      name: 'sqlite-stays-in-its-house',
      comment: 'The driver is opened in one place.',
      severity: 'error',
      from: { path: '^(main/(app|security|ipc|domain|cli)|renderer|preload)/' },
      to: { path: 'node_modules/better-sqlite3/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
