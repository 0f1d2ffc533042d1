import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FilterNode, Pieces } from '../../../../main/domain/filter/ast.ts'
import { bindFilter, type FieldInfo } from '../../../../main/domain/filter/bind.ts'
import { formatFilter, topLevelTerms } from '../../../../main/domain/filter/format.ts'
import { maxFilterDepth, maxFilterLength, parseFilter } from '../../../../main/domain/filter/parser.ts'
import { AppError } from '../../../../preload/contract/errors.ts'

/** The tree without positions. */
const bare = (node: FilterNode): unknown => {
  if (node.kind === 'and' || node.kind === 'or') return [node.kind, ...node.terms.map(bare)]
  if (node.kind === 'not') return ['not', bare(node.term)]
  if (node.kind === 'name') return ['name', ...node.pieces]
  if (node.kind === 'compare') return [node.field, node.operator, ...node.pieces]
  return ['all']
}

const fields: FieldInfo[] = [
  { name: 'name', type: 'text', values: [] },
  { name: 'os', type: 'text', values: [], aliases: ['system'] },
  { name: 'cpu', type: 'number', values: [] },
  { name: 'memory', type: 'bytes', values: [] },
  { name: 'secureboot', type: 'flag', values: [] },
  { name: 'readiness', type: 'choice', values: ['ready', 'warnings', 'not-ready', 'unknown'] },
]
const faultOf = (text: string): AppError => {
  try {
    bindFilter(parseFilter(text), fields)
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return error as AppError
  }
  throw new Error(`"${text}" was taken`)
}

describe('reading', () => {
  test.each<[string, unknown]>([
    ['', ['all']],
    ['   ', ['all']],
    ['web', ['name', 'web']],
    ['web*', ['name', 'web', null]],
    ['**w**b', ['name', null, 'w', null, 'b']],
    ['"SQL 01"', ['name', 'SQL 01']],
    ['"SQL "*', ['name', 'SQL ', null]],
    ['"a""b"', ['name', 'a"b']],
    ['"a*b"', ['name', 'a*b']],
    ['[prod]`x`', ['name', '[prod]`x`']],
    ['Übung-ß', ['name', 'Übung-ß']],
    ['WEB-01', ['name', 'WEB-01']],
    ['os:linux', ['os', ':', 'linux']],
    ['os: linux', ['os', ':', 'linux']],
    ['memory>=16GB', ['memory', '>=', '16GB']],
    ['memory >= 16 GB', ['memory', '>=', '16GB']],
    ['memory >= "16" GB', ['and', ['memory', '>=', '16'], ['name', 'GB']]],
    ['cpu != 4', ['cpu', '!=', '4']],
    ['tag=""', ['tag', '=']],
    ['tag:*', ['tag', ':', null]],
    ['ip:fe80::1', ['ip', ':', 'fe80::1']],
    ['a b', ['and', ['name', 'a'], ['name', 'b']]],
    ['a AND b', ['and', ['name', 'a'], ['name', 'b']]],
    ['a and b or c', ['or', ['and', ['name', 'a'], ['name', 'b']], ['name', 'c']]],
    ['a OR b c', ['or', ['name', 'a'], ['and', ['name', 'b'], ['name', 'c']]]],
    ['(a OR b) c', ['and', ['or', ['name', 'a'], ['name', 'b']], ['name', 'c']]],
    ['-a b', ['and', ['not', ['name', 'a']], ['name', 'b']]],
    ['NOT a OR b', ['or', ['not', ['name', 'a']], ['name', 'b']]],
    ['-not a', ['not', ['name', 'a']]],
    ['-(a b)', ['not', ['and', ['name', 'a'], ['name', 'b']]]],
    ['-os:linux', ['not', ['os', ':', 'linux']]],
    ['"AND"', ['name', 'AND']],
    ['android', ['name', 'android']],
    ['notes orders', ['and', ['name', 'notes'], ['name', 'orders']]],
  ])('%s', (text, tree) => expect(bare(parseFilter(text))).toEqual(tree))
})

describe('faults point at their character', () => {
  test.each<[string, number]>([
    ['(a', 0],
    ['a)', 1],
    ['a (b', 2],
    ['()', 0],
    ['a AND', 5],
    ['a AND OR b', 6],
    ['OR b', 0],
    ['NOT', 3],
    ['-', 0],
    ['- a', 0],
    ['a "b', 2],
    ['os:', 3],
    ['os>=', 4],
    ['cpu==4', 4],
    ['cpu>=>4', 5],
    ['=4', 0],
    ['Ü=4', 1],
    ['""', 0],
    ['nosuch:x', 0],
    ['a nosuch:x', 2],
    ['cpu>many', 4],
    ['a cpu: x', 7],
    ['memory>16', 7],
    ['memory>1.5XB', 7],
    ['memory:1*', 7],
    ['secureboot:maybe', 11],
    ['readiness:redy', 10],
    ['os>linux', 3],
    ['cpu>*', 4],
    ['a\u0000b', 1],
    ['x'.repeat(maxFilterLength + 1), maxFilterLength],
    ['('.repeat(maxFilterDepth + 1), maxFilterDepth],
  ])('%.40s', (text, character) => {
    const fault = faultOf(text)
    expect(fault.code).toBe('filter-syntax')
    expect(fault.at).toEqual({ character })
    expect(fault.remedy).toBeTruthy()
  })
})

test('sizes count in 1,024, whatever the unit is called', () => {
  const bytes = (text: string) => {
    const bound = bindFilter(parseFilter(`memory=${text}`), fields)
    return bound.kind === 'field' && bound.test.test === 'number' ? bound.test.value : null
  }
  expect(['1B', '1KB', '1kib', '1M', '1MB', '16GB', '16GiB', '1.5TiB', '1PB', '0'].map(bytes)).toEqual([
    1,
    1024,
    1024,
    2 ** 20,
    2 ** 20,
    2 ** 34,
    2 ** 34,
    1.5 * 2 ** 40,
    2 ** 50,
    0,
  ])
})

describe('properties', () => {
  const literal = fc.string({
    minLength: 1,
    maxLength: 8,
    unit: fc.constantFrom('a', 'B', 'ß', 'Ü', ' ', '"', '(', ')', '*', '-', ':', '=', '<', '[', ']', '\\', '%', '_', '`', "'", '1', '😀'),
  })
  const word = fc.oneof(literal, fc.constantFrom('and', 'OR', 'not', 'GB', '-x', '-not', 'k'))
  const pieces: fc.Arbitrary<Pieces> = fc.oneof(
    word.map((text) => [text]),
    fc.constant([null]),
    fc.tuple(word, word).map(([a, b]) => [a, null, b]),
    word.map((text) => [null, text]),
    word.map((text) => [text, null]),
  )
  const leaf: fc.Arbitrary<FilterNode> = fc.oneof(
    pieces.map((list) => ({ kind: 'name' as const, pieces: list, at: 0, end: 0 })),
    fc
      .tuple(
        fc.constantFrom('os', 'cpu', 'x_1', 'and'),
        fc.constantFrom(':', '=', '!=', '>', '<', '>=', '<=' as const),
        fc.oneof(pieces, fc.constant([])),
      )
      .filter(([field]) => field !== 'and')
      .map(([field, operator, list]) => ({
        kind: 'compare' as const,
        field,
        operator: operator as ':',
        pieces: list,
        at: 0,
        valueAt: 0,
        end: 0,
      })),
  )
  const { node } = fc.letrec<{ node: FilterNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc
        .array(tie('node'), { minLength: 2, maxLength: 4 })
        .chain((terms) => fc.constantFrom('and' as const, 'or' as const).map((kind) => ({ kind, terms }))),
      tie('node').map((term) => ({ kind: 'not' as const, term, at: 0 })),
    ),
  }))

  test('formatting and parsing give the same tree', () => {
    fc.assert(
      fc.property(node, (tree) => {
        expect(bare(parseFilter(formatFilter(tree)))).toEqual(bare(tree))
      }),
      { numRuns: 1000 },
    )
  })

  test('the terms joined by AND are the filter', () => {
    fc.assert(
      fc.property(node, (tree) => {
        const terms = topLevelTerms(tree)
        expect(bare(parseFilter(terms.map(({ text }) => text).join(' AND ')))).toEqual(bare(tree))
      }),
    )
  })

  test('any text parses or is an AppError within the text', () => {
    const alphabet = fc.constantFrom(
      'a',
      ' ',
      '(',
      ')',
      '"',
      '-',
      '*',
      ':',
      '=',
      '>',
      '<',
      '!',
      'OR ',
      ' AND',
      'NOT',
      'os',
      'cpu',
      'GB',
      '9',
      '\u0007',
      '\ud800',
      'é',
    )
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: alphabet, maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
        try {
          bindFilter(parseFilter(text), fields)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
          const at = (error as AppError).at?.character
          expect(at).toBeGreaterThanOrEqual(0)
          expect(at).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 500 },
    )
  })
})
