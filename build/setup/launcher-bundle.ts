import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { inRoot } from '../support/paths.ts'

const source = (): string => readFileSync(inRoot('build', 'setup', 'launcher', 'main.ts'), 'utf8')

/** The files of the program that the fallback runtime runs first: it opens the folder named on the command line. */
export const launcherFiles = (): Record<string, string> => ({
  'package.json': JSON.stringify({ name: 'electron-launcher', productName: 'Electron', main: 'main.js', type: 'module' }),
  'main.js': ts.transpileModule(source(), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
  }).outputText,
})

/** Six characters that change with the launcher, for the name of the cache entry. */
export const launcherHash = (): string => createHash('sha256').update(source()).digest('hex').slice(0, 6)
