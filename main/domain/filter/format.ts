import type { FilterNode, Pieces } from './ast.ts'

const safe = /^[\p{L}\p{N}_.,/\\'`@#%&+~$;|{}[\]^?-]+$/u

const formatPieces = (pieces: Pieces): string => {
  if (pieces.length === 0) return '""'
  return pieces
    .map((piece, index) => {
      if (piece === null) return '*'
      const alone = pieces.length === 1 && /^(?:and|or|not)$/iu.test(piece)
      return safe.test(piece) && !alone && !(index === 0 && piece.startsWith('-')) ? piece : `"${piece.replaceAll('"', '""')}"`
    })
    .join('')
}

const wrapped = (node: FilterNode, when: readonly FilterNode['kind'][]): string =>
  when.includes(node.kind) ? `(${formatFilter(node)})` : formatFilter(node)

/** The shortest usual writing of a filter; parsing it gives the same tree. */
export const formatFilter = (node: FilterNode): string => {
  switch (node.kind) {
    case 'all':
      return ''
    case 'or':
      return node.terms.map((term) => wrapped(term, ['or'])).join(' OR ')
    case 'and':
      return node.terms.map((term) => wrapped(term, ['or', 'and'])).join(' AND ')
    case 'not': {
      // "-not" is the word NOT, so a name that begins with it is negated by the word
      const inner = wrapped(node.term, ['or', 'and'])
      return node.term.kind === 'not' || /^not(?:[\s(]|$)/iu.test(inner) ? `NOT ${inner}` : `-${inner}`
    }
    case 'name':
      return formatPieces(node.pieces)
    case 'compare':
      return `${node.field}${node.operator}${formatPieces(node.pieces)}`
  }
}

/** The terms that must all hold: what the chips under the filter box show. Joining the others by " AND " removes one. */
export const topLevelTerms = (node: FilterNode): { text: string; node: FilterNode }[] => {
  if (node.kind === 'all') return []
  if (node.kind !== 'and') return [{ text: formatFilter(node), node }]
  return node.terms.map((term) => ({ text: wrapped(term, ['or', 'and']), node: term }))
}
