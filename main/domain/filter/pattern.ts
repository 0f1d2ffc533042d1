import type { Pieces } from './ast.ts'

const single = (text: string): boolean => [...text].length === 1

/** A character with its upper and lower form, where those are one character too ("ß" has no such upper form). */
export const caseVariants = (character: string): string[] => [
  ...new Set([character, character.toLowerCase(), character.toUpperCase()].filter(single)),
]

const isAscii = (text: string): boolean => {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false
  return true
}

export interface SqlPattern {
  operator: 'LIKE' | 'GLOB'
  text: string
}

/**
 * A pattern for SQLite, upper and lower case alike. SQLite's LIKE folds ASCII only, so text beyond it becomes a GLOB
 * with a class for each letter. LIKE needs `ESCAPE '\'`.
 */
export const sqlPattern = (pieces: Pieces, whole: boolean): SqlPattern => {
  const padded: Pieces = whole ? pieces : [null, ...pieces, null]
  if (padded.every((piece) => piece === null || isAscii(piece)))
    return { operator: 'LIKE', text: padded.map((piece) => (piece === null ? '%' : piece.replace(/[\\%_]/gu, '\\$&'))).join('') }
  const glob = (character: string): string => {
    if ('*?['.includes(character)) return `[${character}]`
    const variants = caseVariants(character)
    return variants.length === 1 ? character : `[${variants.join('')}]`
  }
  return { operator: 'GLOB', text: padded.map((piece) => (piece === null ? '*' : [...piece].map(glob).join(''))).join('') }
}

/** The same test in memory. */
export const matches = (pieces: Pieces, whole: boolean, value: string): boolean => {
  const expression = pieces
    .map((piece) =>
      piece === null
        ? '.*'
        : [...piece]
            .map((character) => {
              const escaped = caseVariants(character).map((variant) => variant.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'))
              return escaped.length === 1 ? escaped[0] : `(?:${escaped.join('|')})`
            })
            .join(''),
    )
    .join('')
  return new RegExp(whole ? `^(?:${expression})$` : expression, 'su').test(value)
}
