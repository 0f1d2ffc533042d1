import { CsvReader, type CsvRecord, lineBreaks } from './csv-reader.ts'

export const separators = [',', ';', '\t'] as const
export type Separator = (typeof separators)[number]

export interface Preamble {
  readonly separator: Separator
  readonly headings: string[]
  /** The heading row as the file has it. */
  readonly headingRaw: string
  /** Characters before the heading row. */
  readonly offset: number
  /** Physical line of the heading row, from 1. */
  readonly line: number
}

const isSkipped = (line: string): boolean => line.trim() === '' || /^"?#TYPE\b/i.test(line) || /^[,;\t\s]*$/.test(line)

/**
 * Reads what stands before the rows: an optional `#TYPE` line (Windows PowerShell without -NoTypeInformation), an optional
 * `sep=` line (Excel), blank lines, then the headings. The separator is the one that splits the heading row most.
 * Null when `text` ends before the heading row does.
 */
export const readPreamble = (text: string, final: boolean): Preamble | null => {
  let offset = 0
  let line = 1
  let told: Separator | null = null
  for (;;) {
    const end = lineEnd(text, offset)
    if (end === -1 && !final) return null
    const content = end === -1 ? text.slice(offset) : text.slice(offset, end)
    const sep = /^sep=([,;\t])$/i.exec(content.trim() === 'sep=' ? 'sep=\t' : content)
    if (sep) told = sep[1] as Separator
    else if (!isSkipped(content)) break
    if (end === -1) return { separator: told ?? ',', headings: [], headingRaw: '', offset, line }
    offset = text.startsWith('\r\n', end) ? end + 2 : end + 1
    line++
  }
  const separator = told ?? mostSplitting(text.slice(offset, offset + 1_000_000))
  const first = firstRecord(text.slice(offset), separator, final)
  if (first === null) return null
  return { separator, headings: first.cells.map((heading) => heading.trim()), headingRaw: first.raw, offset, line }
}

/** Physical line and character where the rows start. */
export const afterPreamble = (preamble: Preamble): { offset: number; line: number } => ({
  offset: preamble.offset + preamble.headingRaw.length,
  line: preamble.line + lineBreaks(preamble.headingRaw),
})

const firstRecord = (text: string, separator: string, final: boolean): CsvRecord | null => {
  const reader = new CsvReader(separator, 1, Number.MAX_SAFE_INTEGER)
  return reader.write(text)[0] ?? (final ? (reader.finish()[0] ?? null) : null)
}

const mostSplitting = (text: string): Separator => {
  const heading = text.slice(0, lineEnd(text, 0) === -1 ? text.length : lineEnd(text, 0)).replaceAll(/"[^"]*"/g, 'x')
  const counts = separators.map((separator) => heading.split(separator).length)
  return separators[counts.indexOf(Math.max(...counts))] ?? ','
}

const lineEnd = (text: string, from: number): number => {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10 || code === 13) return i
  }
  return -1
}
