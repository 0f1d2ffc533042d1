/** Files below a folder whose names end alike. */
export interface FileSet {
  folder: string
  ends: string
}

export interface Breakage {
  what: string
  /** where the place to break may stand */
  sources: FileSet
  /** Breaks the first such place in a text; a text without one comes back as it was. */
  change(text: string): string
  /** the tests that must notice */
  tests: FileSet
}

export const breakages: Breakage[] = [
  {
    what: 'a rule limit: 1023 GB becomes 1022',
    sources: { folder: 'main/domain/readiness', ends: '.json' },
    change: (text) => text.replace(/\b1023\b/, '1022'),
    tests: { folder: 'test/main/domain/readiness', ends: '.test.ts' },
  },
  {
    what: "a word of the content policy: 'none' becomes 'self'",
    sources: { folder: 'main/security', ends: 'csp.ts' },
    change: (text) => text.replace(/(default-src )'none'/, "$1'self'"),
    tests: { folder: 'test/main/security', ends: 'csp.test.ts' },
  },
  {
    what: 'a line of a migration: a table is no longer STRICT',
    sources: { folder: 'native-db/migrations', ends: '.ts' },
    change: (text) => text.replace(/\)\s*STRICT\b/, ')'),
    tests: { folder: 'test/native-db/migrations', ends: '.test.ts' },
  },
]
