import { createRequire } from 'node:module'
import { Language, type Node, Parser } from 'web-tree-sitter'

const here = createRequire(import.meta.url)

/** A real grammar of PowerShell; scripts are parsed, never run. */
export const powershellParser = async (): Promise<Parser> => {
  await Parser.init({ locateFile: () => here.resolve('web-tree-sitter/web-tree-sitter.wasm') })
  const parser = new Parser()
  parser.setLanguage(await Language.load(here.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')))
  return parser
}

/** The first places that are no PowerShell; empty when everything parses. */
export const faultsIn = (parser: Parser, text: string): string[] => {
  const tree = parser.parse(text)
  if (!tree) return ['not parsed']
  const faults: string[] = []
  const visit = (node: Node): void => {
    if (node.isError || node.isMissing) faults.push(`line ${node.startPosition.row + 1}: ${node.text.slice(0, 80)}`)
    if (node.hasError) for (const child of node.children) if (child) visit(child)
  }
  visit(tree.rootNode)
  tree.delete()
  return faults
}
