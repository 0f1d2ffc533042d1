export interface CsvRecord {
  readonly cells: string[]
  /** The record as the file has it, without its line end. */
  readonly raw: string
  /** Physical line on which it starts, from 1. */
  readonly line: number
  /** `quote`: text follows a closing quote. `open`: the file ended inside a quoted cell. */
  readonly fault: 'quote' | 'open' | null
}

export class RecordTooLong extends Error {
  constructor(readonly line: number) {
    super(`record longer than allowed at line ${line}`)
  }
}

const QUOTE = 34
const LF = 10
const CR = 13

/**
 * Splits text into records while it arrives. Quoting is that of RFC 4180: a cell that starts with a quote ends at the
 * next single quote, and may hold separators and line breaks. Unlike csv-parse 7 it knows the physical line of a record
 * after quoted CRLFs, keeps its original text for the rejects file, and a row with broken quoting costs only itself.
 */
export class CsvReader {
  private rest = ''
  private line: number
  private separator: number
  /** Set by `parse`: where the record ended, and what follows it. */
  private next = 0
  private end = 0
  private cells: string[] = []
  private fault: CsvRecord['fault'] = null

  constructor(
    separator: string,
    firstLine: number,
    private readonly maxChars: number,
  ) {
    this.separator = separator.charCodeAt(0)
    this.line = firstLine
  }

  /** Complete records of everything seen so far; blank lines are left out. Throws RecordTooLong. */
  write(text: string): CsvRecord[] {
    this.rest = this.rest === '' ? text : this.rest + text
    return this.take(false)
  }

  finish(): CsvRecord[] {
    return this.take(true)
  }

  private take(final: boolean): CsvRecord[] {
    const out: CsvRecord[] = []
    const text = this.rest
    let start = 0
    while (start < text.length) {
      if (!this.parse(text, start, final)) break
      if (this.end - start > this.maxChars) throw new RecordTooLong(this.line)
      const raw = text.slice(start, this.end)
      if (raw !== '') out.push({ cells: this.cells, raw, line: this.line, fault: this.fault })
      this.line += lineBreaks(raw) + (this.next > this.end ? 1 : 0)
      start = this.next
    }
    this.rest = text.slice(start)
    if (this.rest.length > this.maxChars) throw new RecordTooLong(this.line)
    return out
  }

  /** One record from `start`; false when the text ends before it does and more may come. */
  private parse(text: string, start: number, final: boolean): boolean {
    const { separator } = this
    const length = text.length
    this.cells = []
    this.fault = null
    let i = start
    for (;;) {
      let value: string
      if (text.charCodeAt(i) === QUOTE) {
        const close = closingQuote(text, i + 1)
        if (close === -1 || (close === length - 1 && !final)) {
          if (!final) return false
          if (close === -1) {
            this.cells.push(text.slice(i + 1).replaceAll('""', '"'))
            this.fault = 'open'
            this.end = this.next = length
            return true
          }
        }
        value = text.slice(i + 1, close)
        if (value.includes('"')) value = value.replaceAll('""', '"')
        i = close + 1
        const from = i
        while (i < length && !ends(text.charCodeAt(i), separator)) i++
        if (i > from) {
          this.fault = 'quote'
          value += text.slice(from, i)
        }
      } else {
        const from = i
        while (i < length && !ends(text.charCodeAt(i), separator)) i++
        value = text.slice(from, i)
      }
      if (i >= length) {
        if (!final) return false
        this.cells.push(value)
        this.end = this.next = length
        return true
      }
      this.cells.push(value)
      const code = text.charCodeAt(i)
      if (code === separator) {
        i++
        if (i >= length && !final) return false
        continue
      }
      this.end = i
      if (code === CR) {
        if (i + 1 >= length && !final) return false
        this.next = text.charCodeAt(i + 1) === LF ? i + 2 : i + 1
      } else this.next = i + 1
      return true
    }
  }
}

const ends = (code: number, separator: number): boolean => code === separator || code === LF || code === CR

const closingQuote = (text: string, from: number): number => {
  let i = text.indexOf('"', from)
  while (i !== -1 && text.charCodeAt(i + 1) === QUOTE) i = text.indexOf('"', i + 2)
  return i
}

/** LF, CRLF and lone CR each count once. */
export const lineBreaks = (text: string): number => {
  let count = 0
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) count++
  for (let i = text.indexOf('\r'); i !== -1; i = text.indexOf('\r', i + 1)) if (text.charCodeAt(i + 1) !== LF) count++
  return count
}
