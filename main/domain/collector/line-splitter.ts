import { t } from '../../../preload/contract/words.ts'
export interface TextLine {
  readonly text: string
  /** From 1. */
  readonly line: number
}

export class LineTooLong extends Error {
  constructor(readonly line: number) {
    super(t('line {line} is longer than allowed', { line }))
  }
}

/** Splits text into lines while it arrives: LF or CRLF, as JSON Lines has them. Blank lines are left out. Throws LineTooLong. */
export class LineSplitter {
  private rest = ''
  private line: number

  constructor(
    private readonly maxChars: number,
    firstLine = 1,
  ) {
    this.line = firstLine
  }

  write(text: string): TextLine[] {
    const all = this.rest === '' ? text : this.rest + text
    const out: TextLine[] = []
    let start = 0
    for (let end = all.indexOf('\n'); end !== -1; end = all.indexOf('\n', start)) {
      this.take(all.slice(start, end), out)
      start = end + 1
    }
    this.rest = all.slice(start)
    if (this.rest.length > this.maxChars) throw new LineTooLong(this.line)
    return out
  }

  finish(): TextLine[] {
    const out: TextLine[] = []
    this.take(this.rest, out)
    this.rest = ''
    return out
  }

  private take(text: string, out: TextLine[]): void {
    if (text.length > this.maxChars) throw new LineTooLong(this.line)
    const content = text.endsWith('\r') ? text.slice(0, -1) : text
    if (content.trim() !== '' && content !== '\u001a') out.push({ text: content, line: this.line })
    this.line++
  }
}
