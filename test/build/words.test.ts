import { expect, test } from 'vitest'
import { judgeWords } from '../../build/checks/words/check.ts'

const problems = (text: string, file = 'renderer/features/x/x-view.tsx') =>
  judgeWords([{ file, text }]).problems.map((one) => one.replace(/^[^ ]+ /, ''))

test.each([
  ['JSX text', 'const X = () => <p>Open a lab</p>', ['"Open a lab" does not go through t()']],
  ['JSX text with a value', 'const X = () => <p>{n} selected</p>', ['" selected" does not go through t()']],
  ['an attribute', 'const X = () => <A label="Name" className="a b" />', ['"Name" does not go through t()']],
  ['a property', "const e = { code: 'no-lab', message: 'No lab is open.' }", ['"No lab is open." does not go through t()']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
  ['a template', 'const s = `Saved ${time}`', ['"Saved {}" does not go through t()']],
  ['a sentence anywhere', "const words = ['Not ready']", ['"Not ready" does not go through t()']],
  ['what goes through t', "const s = t('Saved {time}', { time })", []],
  ['a condition in t', "const s = t(done ? 'Saved' : 'Not saved')", []],
  [
    'names, comparisons, keys, styles, SQL, faults of the program',
    "if (key === 'Enter') throw new Error('Not a key of ours'); db.prepare('SELECT 1 FROM vm')",
    [],
  ],
  ['a value that is not given', "const s = t('{a} of {b}', { a })", ['no value for {b}']],
  ['a value that is not said', "const s = t('{a}', { a, b })", ['{b} is given and not said']],
])('%s', (_, text, expected) => expect(problems(text)).toEqual(expected))

test('main says nothing before it knows its language', () => {
  const text = `const early = t('Open lab'); const later = () => t('Open lab')`
  expect(problems(text, 'main/app/menu.ts')).toEqual(['said before this process knows its language'])
  expect(problems(text, 'main/services/x.ts')).toEqual([])
})

test('the catalogue holds each key once, with plurals', () => {
  const text = "t('Open lab'); t('Open lab'); plural(n, 'entry', 'entries'); plural(n, 'row')"
  expect([...judgeWords([{ file: 'renderer/x.ts', text }]).catalogue.keys()]).toEqual([
    'Open lab',
    '{n, plural, one {# entry} other {# entries}}',
    '{n, plural, one {# row} other {# rows}}',
  ])
})
