import ts from 'typescript'

/** A text that people would read and that does not go through `t`. */
export interface BareText {
  node: ts.JsxText | ts.StringLiteralLike | ts.TemplateExpression
  /** As a key would have it: values as {}. */
  text: string
}

/** Properties, attributes and parameters that people read, whatever stands in them. */
const shownNames = new Set(
  [
    'label, title, placeholder, caption, hint, text, message, remedy, header, description, heading, empty, emptyText, tooltip, summary, detail, note',
    'reason, unknownText, aria-label, aria-description, aria-valuetext, aria-roledescription, alt, content, children, question, answer, why',
  ]
    .join(', ')
    .split(', '),
)

/** Calls whose arguments are for the machine: styles, SQL, searches in texts, faults of the program itself. */
const machineCalls = new Set(
  [
    'makeStyles, makeResetStyles, makeStaticStyles, mergeClasses, prepare, exec, pragma, includes, startsWith, endsWith, indexOf, split, replace',
    'replaceAll, test, match, matchAll, has, get, getAttribute, setAttribute, querySelector, querySelectorAll, matchMedia, RegExp, Error, TypeError',
    'RangeError, SyntaxError, addEventListener, removeEventListener, on, once, off, emit, createElement, require, resolve, join_path',
    'write_log, setItem, getItem, literal, enum, CustomEvent, Event, closest, matches, DateTimeFormat, toLocaleString, localeCompare, describe, quote',
  ]
    .join(', ')
    .split(', '),
)

/** Lines of a log: `log.warn(…)`. The `error` and `warn` of other things take what people read. */
const isLogging = ({ expression }: ts.CallExpression | ts.NewExpression): boolean =>
  ts.isPropertyAccessExpression(expression)
    ? /^(log|warn|error)$/.test(expression.name.text) && /(^|\.)#?(console|\w*log(ger)?)$/i.test(expression.expression.getText())
    : ts.isIdentifier(expression) && expression.text === 'log'

/** Calls that take captions, where an abbreviation is one too. */
const captionCalls = new Set(
  'col, text, any, choice, figure, flag, size, words, fact, shown, line, row, listNode, groupNode, pageNode, field, link'.split(', '),
)

/** Attributes that never hold a text. */
const machineAttributes =
  /^(className|style|id|key|role|href|src|type|name|htmlFor|icon|appearance|as|data-.*|aria-(?!label$|description$|valuetext$|roledescription$).*)$/

/** Properties that never hold a text. */
const machineProperties = new Set(
  'sql, from, id, where, key, code, field, kind, usage, match, encoding, serviceName, screen, where, sort'.split(', '),
)

const sql =
  /\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|JOIN|ORDER BY|GROUP BY|VALUES|PRAGMA|COLLATE|CASE|WHEN|EXISTS|IS NULL|NOT NULL|DESC|ASC|ESCAPE|BETWEEN|LIKE|GLOB|CREATE|ATTACH|SAVEPOINT|ROLLBACK|RELEASE|BEGIN|COMMIT)\b| IN \(| AS \w|= \?|\bIN \{\}|^NULL$|^\{\} AS |^'[^']*'$|\b[a-z]\w?\.[a-z_]+ [=*-] |\b(upper|coalesce|count|sum|max|min|instr|json_each|json_extract|group_concat)\(/
const letters = /\p{L}{2}/u
const abbreviation = /^(VMs|NICs|IDs)$/

/** Words as people write them: several of them, or one with a capital letter. */
const isProse = (text: string): boolean => {
  const plain = text.replaceAll('{}', ' ').trim()
  if (!letters.test(plain)) return false
  if (sql.test(text)) return false
  if (/^[a-z0-9_.:/?#=&@-]+$/.test(plain))
    return plain.length > 0 && / /.test(text.trim()) && /[a-z]{2} |[ ][a-z]{2}/.test(text) && !/[.:/=#?&@_]/.test(text)
  if (/^[\w./:#-]*[/_#][\w./:#-]*$/.test(plain)) return false
  if (/\s/.test(plain))
    return /\p{L}{2}/u.test(plain) && !/^[\d.\s-]*(px|%|rem|fr|auto|solid|calc|var|rgba?|url|none|center|min|max)\b/.test(plain)
  return /^\p{Lu}\p{Ll}+[.…:!?,]?$/u.test(plain) || abbreviation.test(plain)
}

const calleeName = (call: ts.CallExpression | ts.NewExpression): string => {
  const { expression } = call
  if (ts.isIdentifier(expression)) return expression.text
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : ''
}

const nameOf = (name: ts.Node | undefined): string =>
  name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteralLike(name))
    ? name.text
    : name !== undefined && ts.isJsxNamespacedName(name)
      ? name.getText()
      : ''

/** Text of a template with {} for its values. */
export const templateText = (node: ts.TemplateExpression): string =>
  node.head.text + node.templateSpans.map((span) => `{}${span.literal.text}`).join('')

/** JSX text as React shows it: line ends and the blanks around them are one blank, or nothing at the ends. */
export const jsxText = (text: string): string =>
  text
    .split('\n')
    .map((line, i, all) => (i === 0 ? line : line.replace(/^[ \t]+/, '')).replace(i === all.length - 1 ? /$^/ : /[ \t]+$/, ''))
    .filter((line, i, all) => line !== '' || (all.length === 1 && i === 0))
    .join(' ')

type Place = 'shown' | 'caption' | 'machine' | 'open'

const isComparison = (kind: ts.SyntaxKind): boolean =>
  [
    ts.SyntaxKind.EqualsEqualsEqualsToken,
    ts.SyntaxKind.ExclamationEqualsEqualsToken,
    ts.SyntaxKind.EqualsEqualsToken,
    ts.SyntaxKind.ExclamationEqualsToken,
    ts.SyntaxKind.InKeyword,
  ].includes(kind)

/** Where a text stands, judged from the text outwards to the statement that holds it. */
const placeOf = (start: ts.Node): Place => {
  for (let node: ts.Node = start; node.parent; node = node.parent) {
    const { parent } = node
    if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isTypeNode(parent) || ts.isEnumMember(parent))
      return 'machine'
    if (ts.isExternalModuleReference(parent) || ts.isModuleDeclaration(parent) || (ts.isCaseClause(parent) && parent.expression === node))
      return 'machine'
    if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) return 'machine'
    if (ts.isTaggedTemplateExpression(parent)) return 'machine'
    if (ts.isBinaryExpression(parent) && isComparison(parent.operatorToken.kind)) return 'machine'
    if (
      (ts.isPropertyAssignment(parent) ||
        ts.isPropertyDeclaration(parent) ||
        ts.isBindingElement(parent) ||
        ts.isPropertySignature(parent)) &&
      parent.name === node
    )
      return 'machine'
    if (ts.isConditionalExpression(parent) && parent.condition === node) return 'open'
    if (ts.isPropertyAssignment(parent)) {
      const name = nameOf(parent.name)
      return shownNames.has(name) ? 'shown' : machineProperties.has(name) ? 'machine' : 'open'
    }
    if (ts.isJsxAttribute(parent)) {
      const name = nameOf(parent.name)
      return shownNames.has(name) ? 'shown' : machineAttributes.test(name) ? 'machine' : 'open'
    }
    if (ts.isJsxExpression(parent) && (ts.isJsxElement(parent.parent) || ts.isJsxFragment(parent.parent))) return 'shown'
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      const name = calleeName(parent)
      if (parent.expression === node) continue
      return machineCalls.has(name) || isLogging(parent)
        ? 'machine'
        : name === 't' || name === 'plural'
          ? 'machine'
          : captionCalls.has(name)
            ? 'caption'
            : 'open'
    }
    if (ts.isTemplateSpan(parent)) return 'open'
    if (ts.isStatement(parent) || ts.isFunctionLike(parent) || ts.isArrayLiteralExpression(parent) || ts.isVariableDeclaration(parent))
      return 'open'
  }
  return 'open'
}

/** Inside of a call for the machine, however deep: makeStyles({ … }). */
const insideMachineCall = (start: ts.Node): boolean => {
  for (let node = start; node.parent && !ts.isFunctionLike(node.parent); node = node.parent) {
    if ((ts.isCallExpression(node.parent) || ts.isNewExpression(node.parent)) && node.parent.expression !== node) {
      const name = calleeName(node.parent)
      if (/^make.*Styles$|^(prepare|exec|Error|TypeError|RangeError)$/.test(name) || isLogging(node.parent)) return true
    }
  }
  return false
}

/** Every bare text of a source file, in order. */
export const bareTexts = (source: ts.SourceFile, allowed: (text: string) => boolean = () => false): BareText[] => {
  const found: BareText[] = []
  const take = (node: BareText['node'], text: string, sure: boolean): void => {
    if (allowed(text)) return
    if (sure ? letters.test(text.replaceAll('{}', '')) && !sql.test(text) : isProse(text)) found.push({ node, text })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) {
      const text = jsxText(node.text)
      if (/\p{L}/u.test(text)) take(node, text, true)
    } else if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const place = placeOf(node)
      const text = ts.isTemplateExpression(node) ? templateText(node) : node.text
      if (place !== 'machine' && !insideMachineCall(node))
        take(node, text, (place === 'caption' && /^[A-Z]{2,}s?$/.test(text)) || (place === 'shown' && /\s|\p{Lu}|^\p{L}/u.test(text)))
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}
