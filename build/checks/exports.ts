import { existsSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { inRoot } from '../support/paths.ts'

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)

const isFunctionValue = (value: ts.Expression | undefined): boolean =>
  value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))

/** Whether a source text exports a function of this name: declared as one, or a constant that holds one. */
export const exportsFunction = (text: string, name: string): boolean => {
  const file = ts.createSourceFile('module.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  return file.statements.some((statement) => {
    if (!isExported(statement)) return false
    if (ts.isFunctionDeclaration(statement)) return statement.name?.text === name
    if (!ts.isVariableStatement(statement)) return false
    return statement.declarationList.declarations.some(
      (declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name && isFunctionValue(declaration.initializer),
    )
  })
}

/** The same for a module of the clone. Only sources of the product count. */
export const moduleExportsFunction = (path: string, name: string): boolean =>
  /^(main|preload|renderer|native-db)\//.test(path) && existsSync(inRoot(path)) && exportsFunction(readFileSync(inRoot(path), 'utf8'), name)
