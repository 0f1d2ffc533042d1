import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Reject } from '../../../preload/contract/imports.ts'
import { t } from '../../../preload/contract/words.ts'
import { openEndLine } from '../../domain/collector/header.ts'
import type { CellFault } from '../../domain/importing/records.ts'

/** As stored with a batch: the first entry of a row also holds the row, the first of a file its headings. */
export interface StoredReject extends Reject {
  raw?: string
  heading?: string
}

/** Collects what was left out, with the rows as the file has them. */
export class RejectList {
  readonly entries: StoredReject[] = []
  private readonly rows = new Set<string>()
  private readonly files = new Set<string>()

  /** `raw` must be importable by itself: a continuation row comes with the name of its machine filled in. */
  add(file: { name: string; heading: string }, line: number, raw: string, faults: readonly CellFault[]): void {
    for (const { column, value, reason } of faults) {
      const entry: StoredReject = { file: file.name, line, column, value: value.length > 500 ? `${value.slice(0, 500)}…` : value, reason }
      const row = `${file.name}\u0000${line}`
      if (!this.rows.has(row)) {
        this.rows.add(row)
        entry.raw = raw
        if (!this.files.has(file.name)) {
          this.files.add(file.name)
          entry.heading = file.heading
        }
      }
      this.entries.push(entry)
    }
  }

  get rowCount(): number {
    return this.rows.size
  }

  /** Without the copies of rows, in file and line order. */
  get rejects(): Reject[] {
    return this.entries.map(({ file, line, column, value, reason }) => ({ file, line, column, value, reason }))
  }

  sort(): void {
    const order = [...this.files]
    const heads = new Map<string, string>()
    for (const entry of this.entries) {
      if (entry.heading !== undefined) heads.set(entry.file, entry.heading)
      delete entry.heading
    }
    this.entries.sort((a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line)
    for (const [file, heading] of heads) {
      const first = this.entries.find((entry) => entry.file === file)
      if (first) first.heading = heading
    }
  }
}

interface RejectsFile {
  file: string
  ending: string
  rows: number
  text: string
}

/**
 * One file per source file: its headings (of a collector file the header line) and rows verbatim, so that the file imports
 * cleanly once corrected.
 */
export const rejectsFiles = (entries: readonly StoredReject[]): RejectsFile[] => {
  const files = new Map<string, { heading: string; rows: string[] }>()
  for (const { file, raw, heading } of entries) {
    if (!files.has(file)) files.set(file, { heading: '', rows: [] })
    const part = files.get(file)
    if (!part) continue
    if (heading !== undefined) part.heading = heading
    if (raw !== undefined) part.rows.push(raw)
  }
  return [...files].map(([file, { heading, rows }]) => ({
    file,
    rows: rows.length,
    ...(heading.startsWith('{')
      ? { ending: 'jsonl', text: `${[heading, ...rows, openEndLine].join('\n')}\n` }
      : { ending: 'csv', text: `\ufeff${[heading, ...rows].join('\r\n')}\r\n` }),
  }))
}

/** Writes to `<folder>/<source>-rejects.csv` (`.jsonl` for lines of the collector), never over an existing file. */
export const writeRejects = (folder: string, entries: readonly StoredReject[]): string[] => {
  mkdirSync(folder, { recursive: true })
  return rejectsFiles(entries).map(({ file, ending, text }) => {
    const base = parse(file).name.replace(/-rejects(-\d+)?$/, '')
    for (let n = 1; ; n++) {
      const path = join(folder, `${base}-rejects${n === 1 ? '' : `-${n}`}.${ending}`)
      try {
        writeFileSync(path, text, { flag: 'wx' })
        return path
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || n >= 1000) throw error
      }
    }
  })
}

/** Writes to the chosen file; rows of further source files go to files beside it, each with the ending of its own form. */
export const saveRejectsTo = (path: string, entries: readonly StoredReject[]): number => {
  const parts = rejectsFiles(entries)
  const { name } = parse(path)
  try {
    parts.forEach((part, i) => {
      writeFileSync(i === 0 ? path : join(dirname(path), `${name}-${i + 1}.${part.ending}`), part.text)
    })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOSPC')
      throw new AppError({
        code: 'disk-full',
        message: t('The disk is full. The rejects file was not written.'),
        remedy: t('Free some space.'),
      })
    if (code === 'EACCES' || code === 'EPERM' || code === 'ENOENT' || code === 'EROFS')
      throw new AppError({ code: 'folder-denied', message: t("{path} can't be written.", { path }), remedy: t('Choose another folder.') })
    throw error
  }
  return parts.reduce((sum, part) => sum + part.rows, 0)
}
