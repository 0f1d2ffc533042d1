import { t } from '../../../preload/contract/words.ts'
export interface CompletionField {
  name: string
  label: string
  type: 'text' | 'number' | 'bytes' | 'duration' | 'flag' | 'choice'
  values: readonly string[]
}
export interface Completion {
  /** The part of the text that a proposal replaces. */
  from: number
  to: number
  options: { insert: string; label: string; hint: string }[]
}

interface Word {
  text: string
  from: number
  to: number
}

const limit = 12

/** Words and brackets of a filter; a quoted text belongs to its word. */
const wordsOf = (text: string): Word[] =>
  [...text.matchAll(/[()]|(?:[^\s()"]|"(?:[^"]|"")*"?)+/g)].map((match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }))

const quoted = (value: string): string => (/^[\w.*-]+$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`)

const hints: Record<CompletionField['type'], string> = {
  text: t('text'),
  number: 'number',
  bytes: t('size, as 16GB'),
  duration: t('length of time, as 24h'),
  flag: t('yes or no'),
  choice: t('one of a list'),
}

/** What could stand at the caret: a field while a word begins, a value after `field:`; null where nothing fits. */
export const completionsAt = (text: string, caret: number, fields: readonly CompletionField[]): Completion | null => {
  const word = wordsOf(text).find((part) => part.from < caret && caret <= part.to && part.text !== '(' && part.text !== ')')
  const typed = word ? text.slice(word.from, caret) : ''
  const value = /^(-?)([\w-]+)(:|!=|=)"?([^"]*)$/.exec(typed)
  if (value) {
    const [, , name = '', , begun = ''] = value
    const field = fields.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
    const values = field?.type === 'flag' && field.values.length === 0 ? ['yes', 'no'] : (field?.values ?? [])
    const options = values
      .filter((candidate) => candidate.toLowerCase().startsWith(begun.toLowerCase()) && candidate !== begun)
      .slice(0, limit)
      .map((candidate) => ({ insert: quoted(candidate), label: candidate, hint: field?.label ?? '' }))
    const from = caret - (typed.length - typed.search(/[:=]"?[^:="]*"?$/) - 1)
    return options.length > 0 ? { from, to: word?.to ?? caret, options } : null
  }
  const begun = typed.replace(/^-/, '')
  if (/[:=<>"]/.test(begun)) return null
  const from = caret - begun.length
  const options = fields
    .filter(
      (field) =>
        begun === '' ||
        field.name.toLowerCase().startsWith(begun.toLowerCase()) ||
        field.label.toLowerCase().startsWith(begun.toLowerCase()),
    )
    .slice(0, limit)
    .map((field) => ({ insert: `${field.name}:`, label: field.name, hint: `${field.label}, ${hints[field.type]}` }))
  return options.length > 0 ? { from, to: word?.to ?? caret, options } : null
}

/**
 * The conditions of a filter that all must hold, each with the text that is left without it. A filter with OR outside
 * of brackets cannot be taken apart, so it stays one.
 */
export const termsOf = (text: string): { label: string; without: string }[] => {
  if (text.trim() === '') return []
  const terms: Word[][] = []
  let current: Word[] = []
  let depth = 0
  for (const word of wordsOf(text)) {
    if (depth === 0 && word.text.toUpperCase() === 'OR') return [{ label: text.trim(), without: '' }]
    if (depth === 0 && word.text.toUpperCase() === 'AND') {
      if (current.length > 0) terms.push(current)
      current = []
      continue
    }
    if (word.text === '(') depth += 1
    if (word.text === ')') depth -= 1
    const operator = /^(?:!=|>=|<=|[=<>:])$/
    const before = current.at(-1)?.text
    // "memory > 16 GB": a unit belongs to the figure before it.
    const unit = /^(?:[KMGTP]i?)?B$/i.test(word.text) && before !== undefined && /\d$/.test(before)
    const joins =
      unit ||
      operator.test(word.text) ||
      (before !== undefined && (operator.test(before) || before === '-' || before.toUpperCase() === 'NOT' || /(?:[=<>:])$/.test(before)))
    if (depth === 0 && word.text !== ')' && current.length > 0 && !joins) {
      terms.push(current)
      current = []
    }
    current.push(word)
  }
  if (current.length > 0) terms.push(current)
  const labels = terms.map((term) => text.slice(term[0]!.from, term.at(-1)!.to))
  return labels.map((label, i) => ({ label, without: labels.filter((_, j) => j !== i).join(' AND ') }))
}
