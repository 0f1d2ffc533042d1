import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { inRoot } from '../../support/paths.ts'

export interface Said {
  keys: string[]
  faults: { node: ts.Node; why: string }[]
}

/** Literals that an argument can be: one, or the branches of a condition. */
const literals = (node: ts.Expression): string[] | null => {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isParenthesizedExpression(node)) return literals(node.expression)
  if (!ts.isConditionalExpression(node)) return null
  const [yes, no] = [literals(node.whenTrue), literals(node.whenFalse)]
  return yes && no ? [...yes, ...no] : null
}

const places = (key: string): Set<string> =>
  // A branch of a plural is no place: "one {plan}".
  new Set([...key.matchAll(/(?<!(?:zero|one|two|few|many|other|=\d+) )\{(\w+)(?=\}|, plural,)/g)].map(([, name]) => name ?? ''))

const namesOf = (node: ts.Expression | undefined): Set<string> | null => {
  if (!node) return new Set()
  if (!ts.isObjectLiteralExpression(node) || node.properties.some(ts.isSpreadAssignment)) return null
  return new Set(
    node.properties.map((each) => (each.name && (ts.isIdentifier(each.name) || ts.isStringLiteral(each.name)) ? each.name.text : '')),
  )
}

/** A function or a method around it: it runs later than its module. */
const isLater = (start: ts.Node): boolean => {
  for (let node: ts.Node | undefined = start.parent; node; node = node.parent) if (ts.isFunctionLike(node)) return true
  return false
}

/** The keys that a file says, and where `t` is given something that cannot be right. */
export const catalogueOf = (source: ts.SourceFile, { atTopLevel }: { atTopLevel: boolean }): Said => {
  const said: Said = { keys: [], faults: [] }
  const judgeT = (call: ts.CallExpression): void => {
    const [text, params] = call.arguments
    const keys = text ? literals(text) : null
    if (!keys) return
    said.keys.push(...keys)
    const given = namesOf(params)
    // Without values, braces are text.
    if (given === null || params === undefined) return
    const asked = new Set(keys.flatMap((key) => [...places(key)]))
    for (const name of asked) if (!given.has(name)) said.faults.push({ node: call, why: `no value for {${name}}` })
    for (const name of given) if (!asked.has(name)) said.faults.push({ node: call, why: `{${name}} is given and not said` })
  }
  const judgePlural = (call: ts.CallExpression): void => {
    const [, one, many] = call.arguments
    if (!one || !ts.isStringLiteralLike(one)) return
    const others = many && ts.isStringLiteralLike(many) ? many.text : `${one.text}s`
    said.keys.push(`{n, plural, one {# ${one.text}} other {# ${others}}}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && ['t', 'plural'].includes(node.expression.text)) {
      if (node.expression.text === 't') judgeT(node)
      else judgePlural(node)
      if (!atTopLevel && !isLater(node)) said.faults.push({ node, why: 'said before this process knows its language' })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return said
}

const packFolder = 'main/domain/readiness/packs'
/** Fields of a rule pack that people read; ids, patterns and citations stay as they are. */
const told = /^(title|message|remedy|\w+Message|\w+Remedy|limit|note|why|question|takes)$/

/** Texts of the rule packs: they are data, and keys like those of the code. */
export const packTexts = (): [text: string, file: string][] => {
  const found: [string, string][] = []
  const read = (file: string, value: unknown, all: boolean): void => {
    if (typeof value === 'string' && all) found.push([value, file])
    if (Array.isArray(value)) for (const each of value) read(file, each, all)
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value))
        read(
          file,
          each,
          name === 'policy' || name === 'sides' || (all && typeof value === 'object' && !Array.isArray(value)) || told.test(name),
        )
  }
  for (const file of readdirSync(inRoot(packFolder)))
    if (file.endsWith('.json')) read(join(packFolder, basename(file)), JSON.parse(readFileSync(inRoot(packFolder, file), 'utf8')), false)
  return found
}
