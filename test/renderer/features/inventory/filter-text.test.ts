import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completionsAt, termsOf } from '../../../../renderer/features/inventory/filter-text.ts'

const fields = [
  { name: 'name', label: 'Name', type: 'text' as const, values: [] },
  { name: 'readiness', label: 'Readiness', type: 'choice' as const, values: ['ready', 'not-ready'] },
  { name: 'cloud', label: 'Cloud', type: 'choice' as const, values: ['Gold', 'Prod East'] },
  { name: 'protected', label: 'Protected', type: 'flag' as const, values: [] },
  { name: 'memory', label: 'Memory', type: 'bytes' as const, values: [] },
]
/** The text after the first proposal was taken; | stands for the caret. */
const taken = (marked: string): string | null => {
  const caret = marked.indexOf('|')
  const text = marked.replace('|', '')
  const found = completionsAt(text, caret, fields)
  const option = found?.options[0]
  return found && option ? text.slice(0, found.from) + option.insert + text.slice(found.to) : null
}

describe('completionsAt', () => {
  it.each([
    ['read|', 'readiness:'],
    ['sql read|', 'sql readiness:'],
    ['-read|', '-readiness:'],
    ['readiness:|', 'readiness:ready'],
    ['readiness:no|', 'readiness:not-ready'],
    ['readiness=no|', 'readiness=not-ready'],
    ['cloud:pr|', 'cloud:"Prod East"'],
    ['protected:|', 'protected:yes'],
    ['os:x AND mem|', 'os:x AND memory:'],
    ['name:abc|', null],
    ['memory>|', null],
    ['readiness:ready|', null],
  ])('%s becomes %s', (marked, result) => expect(taken(marked)).toBe(result))

  it('offers every field in an empty box', () => expect(completionsAt('', 0, fields)?.options).toHaveLength(fields.length))

  it('never proposes outside of the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.nat(40), (text, at) => {
        const caret = Math.min(at, text.length)
        const found = completionsAt(text, caret, fields)
        return found === null || (found.from >= 0 && found.from <= caret && found.to >= caret && found.to <= text.length)
      }),
    )
  })
})

describe('termsOf', () => {
  const labels = (text: string) => termsOf(text).map((term) => term.label)
  it.each([
    ['', []],
    ['sql', ['sql']],
    ['sql os:linux', ['sql', 'os:linux']],
    ['memory>=16GB AND -os:linux', ['memory>=16GB', '-os:linux']],
    ['memory > 16 GB os:linux', ['memory > 16 GB', 'os:linux']],
    ['NOT os:linux web', ['NOT os:linux', 'web']],
    ['a OR b', ['a OR b']],
    ['(a OR b) c', ['(a OR b)', 'c']],
    ['cloud:"Prod East" web', ['cloud:"Prod East"', 'web']],
  ])('%s', (text, expected) => expect(labels(text)).toEqual(expected))

  it('says what is left without a term', () => expect(termsOf('a b c')[1]?.without).toBe('a AND c'))
})
