/** A check of `npm test`: every text goes through `t`, and what is said fits its values. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import ts from 'typescript'
import { inRoot } from '../../support/paths.ts'
import { capture } from '../../support/run.ts'
import { type Outcome, outcomeOf } from '../outcome.ts'
import { bareTexts } from './bare-texts.ts'
import { catalogueOf, packTexts } from './catalogue.ts'
import { isAllowed, mayNotSpeakEarly, outOfScope } from './scope.ts'

const sides = ['main', 'renderer', 'native-db', 'preload/contract']

/** Files of the product, as git has them. */
const sources = async (): Promise<string[]> => {
  const { stdout } = await capture('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...sides])
  return stdout.split('\n').filter((file) => ['.ts', '.tsx'].includes(extname(file)) && !outOfScope(file))
}

export interface WordsFound {
  problems: string[]
  /** Every key, with the file that says it first. */
  catalogue: Map<string, string>
}

/** "status:failed AND {recent}": what the engine reads, and nobody else. */
const isFilter = (key: string): boolean => /(^|[({ ])-?[\w}]+([:=<>]+\S+)? AND [-{(\w]/.test(key)

export const judgeWords = (files: readonly { file: string; text: string }[]): WordsFound => {
  const problems: string[] = []
  const catalogue = new Map<string, string>()
  for (const { file, text } of files) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
    const at = (node: ts.Node): string => `${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`
    for (const bare of bareTexts(source, (one) => isAllowed(file, one)))
      problems.push(`${at(bare.node)}: ${JSON.stringify(bare.text)} does not go through t()`)
    const { keys, faults } = catalogueOf(source, { atTopLevel: !mayNotSpeakEarly(file) })
    for (const key of keys) if (!catalogue.has(key)) catalogue.set(key, file)
    for (const key of keys)
      if (isFilter(key)) problems.push(`${file}: ${JSON.stringify(key)} is a filter: it would be none in another language`)
    for (const { node, why } of faults) problems.push(`${at(node)}: ${why}`)
  }
  return { problems, catalogue }
}

export const checkWords = async (): Promise<Outcome> => {
  const files = (await sources()).map((file) => ({ file, text: readFileSync(inRoot(file), 'utf8') }))
  const { problems, catalogue } = judgeWords(files)
  for (const [text, file] of packTexts()) if (!catalogue.has(text)) catalogue.set(text, file)
  const out = inRoot('out', 'words', 'en.json')
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(out, `${JSON.stringify(Object.fromEntries([...catalogue].sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`)
  return outcomeOf(problems)
}
