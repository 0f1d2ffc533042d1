import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { languageOf, plural, setLanguage, t } from '../../../preload/contract/words.ts'

afterEach(() => setLanguage('en'))

describe('English', () => {
  test.each([
    ['a text is itself', t('Rows of lists'), 'Rows of lists'],
    ['values stand in their places, each as often as it is named', t('{a} and {b}, {a}', { a: 'one', b: 2 }), 'one and 2, one'],
    ['a value is not read again', t('{a} {b}', { a: '{b}', b: 'x' }), '{b} x'],
    ['braces that name no value are text', t('Type { } or {x} here', {}), 'Type { } or {x} here'],
    ['without values, braces are text', t('{x}'), '{x}'],
    ['one', t('{n, plural, one {# disk is} other {# disks are}} large.', { n: 1 }), '1 disk is large.'],
    ['many, grouped', t('{n, plural, one {# disk is} other {# disks are}} large.', { n: 3000 }), '3,000 disks are large.'],
    ['an exact number', t('{n, plural, =0 {No disk} one {# disk} other {# disks}}', { n: 0 }), 'No disk'],
    ['a value within a branch', t('{n, plural, one {{name}} other {{name} and # more}}', { n: 4, name: 'A' }), 'A and 4 more'],
    ['the number sign outside of a plural', t('Line #{n}', { n: 7 }), 'Line #7'],
    ['counted things', `${plural(1, 'entry', 'entries')}, ${plural(2, 'row')}`, '1 entry, 2 rows'],
  ])('%s', (_, said, expected) => expect(said).toBe(expected))

  test('any text without values comes back as it is', () => {
    fc.assert(fc.property(fc.string(), (text) => t(text) === text))
  })
})

describe('the pseudo language', () => {
  test('brackets and accents a text, and makes it longer by 30 %', () => {
    setLanguage('en-XA')
    expect(t('Rows of lists')).toBe('⟦Ŕöŵš öƒ ĺîšţš~~~~⟧')
  })

  test('leaves values and the words of a plural alone', () => {
    setLanguage('en-XA')
    expect(t('Open {name}', { name: 'VMM01' })).toBe('⟦Öþéñ VMM01~~⟧')
    expect(t('{n, plural, one {# disk} other {# disks}}', { n: 1200 })).toBe('⟦1,200 ďîšķš~~⟧')
  })

  test('keeps every value, however the text looks', () => {
    setLanguage('en-XA')
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{a}', 'word', '{', '}', '#', ' ', ',')), (parts) => {
        const said = t(parts.join(' '), { a: '\u0001' })
        expect(said.startsWith('⟦') && said.endsWith('⟧')).toBe(true)
      }),
    )
  })
})

test.each([
  ['en-XA', 'en-XA'],
  ['xx', 'en'],
  [undefined, 'en'],
])('a language that is asked for as %s is %s', (asked, known) => expect(languageOf(asked)).toBe(known))
