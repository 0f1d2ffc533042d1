import { t } from '../../../preload/contract/words.ts'
import type { Pieces } from './ast.ts'
import { filterError } from './filter-error.ts'

const blank = /\s/u
const endsWord = /[\s()]/u
// C0 and C1 controls other than white space never stand in a name, and SQLite's LIKE stops at U+0000.
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what it looks for
const control = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/u

export const skipBlanks = (text: string, from: number): number => {
  let at = from
  while (at < text.length && blank.test(text[at]!)) at++
  return at
}

export interface Word {
  pieces: Pieces
  /** No quote stood in it: only such a word can be AND, OR, NOT or a unit. */
  bare: boolean
  end: number
}

/** Reads bare and quoted parts up to the next blank or parenthesis. */
export const readWord = (text: string, from: number): Word => {
  const pieces: (string | null)[] = []
  const add = (literal: string) => {
    if (literal === '') return
    const last = pieces.at(-1)
    if (typeof last === 'string') pieces[pieces.length - 1] = last + literal
    else pieces.push(literal)
  }
  let bare = true
  let at = from
  while (at < text.length && !endsWord.test(text[at]!)) {
    const character = text[at]!
    if (control.test(character)) throw filterError(at, t('The filter holds a control character. No name holds one.'), t('Remove it.'))
    if (character === '"') {
      bare = false
      const quoted = readQuoted(text, at)
      add(quoted.text)
      at = quoted.end
    } else {
      if (character === '*') {
        if (pieces.at(-1) !== null) pieces.push(null)
      } else add(character)
      at++
    }
  }
  return { pieces, bare, end: at }
}

const readQuoted = (text: string, from: number): { text: string; end: number } => {
  let content = ''
  let at = from + 1
  for (;;) {
    const close = text.indexOf('"', at)
    if (close < 0)
      throw filterError(from, t('A quote is opened here and never closed.'), t('Close it with ", or write "" for a quote inside.'))
    content += text.slice(at, close)
    const bad = control.exec(content)
    if (bad) throw filterError(from, t('The quoted text holds a control character. No name holds one.'), t('Remove it.'))
    if (text[close + 1] !== '"') return { text: content, end: close + 1 }
    content += '"'
    at = close + 2
  }
}
