import { t } from '../../../preload/contract/words.ts'
import type { FilterNode, Operator, Pieces } from './ast.ts'
import { filterError } from './filter-error.ts'
import { isUnit, parseNumber } from './units.ts'
import { readWord, skipBlanks, type Word } from './words.ts'

/** As much as the grid's box takes. */
export const maxFilterLength = 4000
/** Parentheses and negations inside one another; SQLite's own expression depth is the reason for a bound. */
export const maxFilterDepth = 40

// `:` follows its field at once, so that "Note: x" of a sentence is told as a fault rather than searched oddly.
const fieldAndOperator = /([A-Za-z][A-Za-z0-9_]*)(?:(:)|\s*(!=|>=|<=|=|>|<))/uy

/** Parses a filter; throws AppError `filter-syntax` with `at.character`. '' and blanks give `{kind: 'all'}`. */
export const parseFilter = (text: string): FilterNode => {
  if (text.length > maxFilterLength)
    throw filterError(
      maxFilterLength,
      t('The filter has {text} characters. At most {maxFilterLength} are read.', { text: text.length, maxFilterLength }),
      t('Shorten it, for example with * or OR.'),
    )
  const parser = new Parser(text)
  return parser.whole()
}

class Parser {
  private at = 0
  private depth = 0
  private readonly text: string
  constructor(text: string) {
    this.text = text
  }

  whole(): FilterNode {
    this.blanks()
    if (this.at === this.text.length) return { kind: 'all' }
    const node = this.or()
    if (this.at < this.text.length)
      throw filterError(this.at, t('This parenthesis closes nothing.'), t('Remove it, or put it in quotes to search for it.'))
    return node
  }

  private blanks() {
    this.at = skipBlanks(this.text, this.at)
  }

  private keyword(): { word: 'AND' | 'OR' | 'NOT'; end: number } | null {
    const match = /(and|or|not)(?=[\s()"]|$)/iuy
    match.lastIndex = this.at
    const found = match.exec(this.text)
    return found ? { word: found[1]!.toUpperCase() as 'AND', end: match.lastIndex } : null
  }

  private ended(): boolean {
    return this.at >= this.text.length || this.text[this.at] === ')'
  }

  private or(): FilterNode {
    const terms = [this.and()]
    for (;;) {
      this.blanks()
      const keyword = this.keyword()
      if (keyword?.word !== 'OR') break
      this.at = keyword.end
      terms.push(this.and())
    }
    return terms.length === 1 ? terms[0]! : { kind: 'or', terms }
  }

  private and(): FilterNode {
    const terms = [this.not()]
    for (;;) {
      this.blanks()
      if (this.ended()) break
      const keyword = this.keyword()
      if (keyword?.word === 'OR') break
      if (keyword?.word === 'AND') this.at = keyword.end
      terms.push(this.not())
    }
    return terms.length === 1 ? terms[0]! : { kind: 'and', terms }
  }

  private not(): FilterNode {
    this.blanks()
    const at = this.at
    const keyword = this.keyword()
    const dashNot = /-not(?=[\s(]|$)/iuy
    dashNot.lastIndex = at
    if (keyword?.word === 'NOT') this.at = keyword.end
    else if (dashNot.test(this.text)) this.at = dashNot.lastIndex
    else if (this.text[at] === '-') {
      this.at++
      if (this.ended() || skipBlanks(this.text, this.at) !== this.at)
        throw filterError(at, t('A minus excludes what follows it, and nothing follows.'), t('Write the term right after it: -web.'))
    } else return this.term()
    return this.deeper(at, () => ({ kind: 'not', term: this.not(), at }))
  }

  private deeper<T>(at: number, body: () => T): T {
    if (++this.depth > maxFilterDepth)
      throw filterError(
        at,
        t('More than {maxFilterDepth} parentheses or negations stand inside one another.', { maxFilterDepth }),
        t('Simplify the filter.'),
      )
    const result = body()
    this.depth--
    return result
  }

  private term(): FilterNode {
    const at = this.at
    if (this.at >= this.text.length)
      throw filterError(at, t('A term is missing at the end.'), t('Add one, or remove the last AND, OR or NOT.'))
    if (this.text[at] === '(')
      return this.deeper(at, () => {
        this.at++
        this.blanks()
        if (this.text[this.at] === ')') throw filterError(at, t('These parentheses hold nothing.'), t('Remove them, or quote them.'))
        const node = this.or()
        if (this.text[this.at] !== ')') throw filterError(at, t('This parenthesis is never closed.'), t('Add ) at the end of the group.'))
        this.at++
        return node
      })
    const keyword = this.keyword()
    if (keyword || this.text[at] === ')')
      throw filterError(
        at,
        t('A term is missing before {word}.', { word: keyword?.word ?? ')' }),
        t('Add one. To search for the word itself, put it in quotes.'),
      )
    return this.compare() ?? this.name()
  }

  private compare(): FilterNode | null {
    const at = this.at
    fieldAndOperator.lastIndex = at
    const match = fieldAndOperator.exec(this.text)
    if (!match) return null
    const field = match[1]!
    const operator = (match[2] ?? match[3]) as Operator
    const operatorEnd = fieldAndOperator.lastIndex
    const valueAt = skipBlanks(this.text, operatorEnd)
    this.at = valueAt
    if (/[<>=]/u.test(this.text[valueAt] ?? ''))
      throw filterError(
        valueAt,
        t('"{text}" can\'t follow "{operator}".', { text: this.text[valueAt], operator }),
        t('Use one of : = != > < >= <=, or quote the value.'),
      )
    if (this.ended() || this.text[valueAt] === '(' || this.keyword())
      throw filterError(
        operatorEnd,
        t('The value after "{field}{operator}" is missing.', { field, operator }),
        t('Write {field}{operator}value, or {field}="" for no value.', { field, operator }),
      )
    const word = readWord(this.text, valueAt)
    this.at = word.end
    const pieces = this.unitAfter(word)
    return { kind: 'compare', field, operator, pieces, at, valueAt, end: this.at }
  }

  /** "memory > 16 GB": a bare unit after a bare figure belongs to it. */
  private unitAfter(word: Word): Pieces {
    const [figure] = word.pieces
    if (!word.bare || word.pieces.length !== 1 || typeof figure !== 'string' || parseNumber(figure) === null) return word.pieces
    const next = skipBlanks(this.text, word.end)
    if (next === word.end || next >= this.text.length) return word.pieces
    const unit = readWord(this.text, next)
    const [text] = unit.pieces
    if (!unit.bare || unit.pieces.length !== 1 || typeof text !== 'string' || !isUnit(text)) return word.pieces
    this.at = unit.end
    return [figure + text]
  }

  private name(): FilterNode {
    const at = this.at
    const word = readWord(this.text, at)
    const operator = word.bare ? /[<>=]/u.exec(this.text.slice(at, word.end)) : null
    if (operator)
      throw filterError(
        at + operator.index,
        t('"{operator}" needs a field before it.', { operator: operator[0] }),
        t('Write field=value, or put the text in quotes.'),
      )
    if (word.pieces.length === 0)
      throw filterError(at, t('An empty name finds nothing.'), t('Write a part of the name, or field="" for a missing value.'))
    this.at = word.end
    return { kind: 'name', pieces: word.pieces, at, end: word.end }
  }
}
