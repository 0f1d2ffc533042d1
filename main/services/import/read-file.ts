import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { type CollectorHeader, collectorVersion, parseLine, readHeader } from '../../domain/collector/header.ts'
import { LineSplitter, LineTooLong, type TextLine } from '../../domain/collector/line-splitter.ts'
import { refuseHeader, refuseNoEnd, refuseVersion } from '../../domain/collector/refusals.ts'
import { CsvReader, type CsvRecord, RecordTooLong } from '../../domain/importing/csv-reader.ts'
import { type EncodingGuess, encodingLabel, guessEncoding, windows1252 } from '../../domain/importing/encoding.ts'
import { checkFileKind } from '../../domain/importing/file-kind.ts'
import { collectorFormat, type RowFormat, recogniseFormat } from '../../domain/importing/formats.ts'
import { afterPreamble, type Preamble, readPreamble } from '../../domain/importing/heading.ts'
import {
  maxRecordChars,
  refuseEmpty,
  refuseEncoding,
  refuseFormat,
  refuseLongLine,
  refuseTruncated,
} from '../../domain/importing/refusals.ts'

export interface ImportFile {
  readonly path: string
  readonly name: string
}

/** What one pass over the bytes tells, before anything is changed. */
export interface SurveyedFile extends ImportFile {
  readonly bytes: number
  readonly sha256: string
  readonly guess: EncodingGuess
  readonly encoding: string
  readonly preamble: Preamble
  readonly format: RowFormat
  /** Of a collector file, whose preamble holds its header line; null for tables. */
  readonly collector: CollectorHeader | null
}

const chunkBytes = 256 * 1024
/** Headings and what stands before them are looked for in this much; the widest real heading row is under 8 KiB. */
const headBytes = 1024 * 1024

/**
 * Reads a file once: kind, hash, encoding, headings. A file that is refused whole is refused here where possible, in
 * constant memory. Throws AppError `file-missing`, `file-kind`, `import-empty`, `import-encoding`, `import-truncated`,
 * `import-line-too-long`, `import-format-unknown`, `import-no-disks`, `collector-header`, `collector-version`; `cancelled` when the signal says so.
 */
export const surveyFile = async (file: ImportFile, signal?: AbortSignal): Promise<SurveyedFile> => {
  const head = await readHead(file)
  if (head.length === 0) throw refuseEmpty(file.name)
  const marked = guessEncoding(head)
  checkFileKind(file.name, head, marked.encoding.startsWith('utf-16'))
  const { bytes, sha256, utf8 } = await scanBytes(file, marked, signal)
  const isLines = startsObject(head.subarray(marked.bom), marked.encoding)
  if (utf8 === 'invalid' && (marked.bom > 0 || isLines)) throw refuseEncoding(file.name, 'UTF-8')
  const guess: EncodingGuess = utf8 === 'invalid' ? { encoding: 'windows-1252', bom: 0 } : marked
  const text = textDecoder(guess)(head.subarray(guess.bom))
  const common = { ...file, bytes, sha256, guess, encoding: encodingLabel(guess) }
  if (isLines) return { ...common, ...surveyCollector(file.name, text, bytes <= head.length) }
  const preamble = readPreamble(text, bytes <= head.length)
  if (preamble === null) throw refuseLongLine(file.name, 1)
  if (preamble.headings.length === 0) throw refuseEmpty(file.name)
  const format = recogniseFormat(file.name, preamble.headings, preamble.separator)
  return { ...common, preamble, format, collector: null }
}

/** JSON Lines start with a brace, which no table does. */
const startsObject = (head: Buffer, encoding: EncodingGuess['encoding']): boolean => {
  const text =
    encoding === 'utf-16be'
      ? Buffer.from(head.subarray(0, 64)).swap16().toString('utf16le')
      : head.toString(encoding === 'utf-16le' ? 'utf16le' : 'latin1', 0, 64)
  return text.trimStart().startsWith('{')
}

/** The header of a collector file. Throws AppError `collector-header`, `collector-version`, `import-truncated`, `import-format-unknown`. */
const surveyCollector = (file: string, text: string, whole: boolean): Pick<SurveyedFile, 'preamble' | 'format' | 'collector'> => {
  const lines = new LineSplitter(Number.MAX_SAFE_INTEGER)
  const [first] = [...lines.write(text), ...(whole ? lines.finish() : [])]
  if (first === undefined) throw refuseLongLine(file, 1)
  const line = parseLine(first.text)
  if (line === null) {
    if (whole && !text.includes('\n')) throw refuseNoEnd(file, first.line, true)
    if (!first.text.includes('"kind"')) throw refuseFormat(file, [first.text])
    throw refuseHeader(file, first.line, t("Its first line can't be read."))
  }
  if (typeof line.kind !== 'string') throw refuseFormat(file, [first.text])
  const header = readHeader(line)
  if ('fault' in header) throw refuseHeader(file, first.line, header.fault)
  if (header.version !== collectorVersion) throw refuseVersion(file, header.version)
  const preamble: Preamble = { separator: ',', headings: [], headingRaw: first.text, offset: 0, line: first.line }
  return { preamble, format: collectorFormat, collector: header }
}

export const cancelled = (): AppError =>
  new AppError({ code: 'cancelled', message: t('The import was cancelled. Nothing was changed.'), remedy: t('Start it again.') })

const readHead = async (file: ImportFile): Promise<Buffer> => {
  try {
    const handle = await open(file.path, 'r')
    try {
      const buffer = Buffer.alloc(headBytes)
      let length = 0
      for (;;) {
        const { bytesRead } = await handle.read(buffer, length, headBytes - length)
        length += bytesRead
        if (bytesRead === 0 || length === headBytes) return buffer.subarray(0, length)
      }
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw unreadable(file, error)
  }
}

const unreadable = (file: ImportFile, error: unknown): unknown => {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT')
    return new AppError({
      code: 'file-missing',
      message: t("{name} isn't there any more.", { name: file.name }),
      remedy: t('Choose it again.'),
      at: { file: file.name },
    })
  if (code === 'EISDIR')
    return new AppError({
      code: 'file-kind',
      message: t('{name} is a folder.', { name: file.name }),
      remedy: t('Choose a file in it.'),
      at: { file: file.name },
    })
  if (code === 'EACCES' || code === 'EPERM')
    return new AppError({
      code: 'folder-denied',
      message: t("{name} can't be read. Its rights don't allow it.", { name: file.name }),
      remedy: t('Copy it to a folder of yours.'),
    })
  return error
}

/** Hash, size, and whether the bytes are UTF-8; also the longest stretch without a line break, so that memory stays small later. */
const scanBytes = async (file: ImportFile, guess: EncodingGuess, signal: AbortSignal | undefined) => {
  const hash = createHash('sha256')
  const decoder = guess.encoding === 'utf-8' ? new TextDecoder('utf-8', { fatal: true }) : null
  const longest = maxRecordChars * (guess.encoding.startsWith('utf-16') ? 2 : 4)
  let utf8: 'valid' | 'invalid' | 'cut' = 'valid'
  let bytes = 0
  let sinceBreak = 0
  let line = 1
  for await (const chunk of createReadStream(file.path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    if (signal?.aborted) throw cancelled()
    hash.update(chunk)
    bytes += chunk.length
    const last = chunk.lastIndexOf(10)
    if (last === -1 && !chunk.includes(13)) sinceBreak += chunk.length
    else {
      sinceBreak = chunk.length - last - 1
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) line++
    }
    if (sinceBreak > longest) throw refuseLongLine(file.name, line)
    if (decoder !== null && utf8 === 'valid') {
      try {
        decoder.decode(chunk, { stream: true })
      } catch {
        utf8 = 'invalid'
      }
    }
  }
  if (decoder !== null && utf8 === 'valid') {
    try {
      decoder.decode()
    } catch {
      utf8 = 'cut'
    }
  }
  if (utf8 === 'cut' || (guess.encoding.startsWith('utf-16') && (bytes - guess.bom) % 2 === 1)) throw refuseTruncated(file.name, line)
  return { bytes, sha256: hash.digest('hex'), utf8 }
}

/** Pieces of text; a character cut by the end of one piece comes with the next. */
const textDecoder = (guess: EncodingGuess): ((bytes: Buffer) => string) => {
  if (guess.encoding === 'windows-1252') return (bytes) => windows1252(bytes.toString('latin1'))
  if (guess.encoding === 'utf-8') {
    // Its texts take one byte a character where they can; those of a TextDecoder take two, and everything cut out of them does.
    const decoder = new StringDecoder('utf8')
    return (bytes) => decoder.write(bytes)
  }
  const decoder = new TextDecoder(guess.encoding, { ignoreBOM: true })
  return (bytes) => decoder.decode(bytes, { stream: true })
}

const isBlank = (record: CsvRecord): boolean => record.cells.every((value) => value.trim() === '')

/**
 * The rows of a file, some hundred at a time; between two portions the event loop runs. The last row must be whole:
 * `import-truncated` when the file ends inside a quoted cell, or without a line end before the row's last cell.
 */
export async function* readRows(file: SurveyedFile): AsyncGenerator<{ rows: CsvRecord[]; bytes: number }> {
  const decode = textDecoder(file.guess)
  const start = afterPreamble(file.preamble)
  const reader = new CsvReader(file.preamble.separator, start.line, maxRecordChars)
  let skip = start.offset
  let bytes = 0
  let held: CsvRecord | null = null
  const portion = (found: CsvRecord[]): CsvRecord[] => {
    const rows = found.filter((record) => !isBlank(record) && record.raw !== '\u001a')
    const last = rows.pop()
    if (last === undefined) return []
    const out = held === null ? rows : [held, ...rows]
    held = last
    return out
  }
  try {
    for await (const chunk of createReadStream(file.path, { start: file.guess.bom, highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
      bytes += chunk.length
      let text = decode(chunk)
      if (skip > 0) {
        const cut = Math.min(skip, text.length)
        text = text.slice(cut)
        skip -= cut
      }
      yield { rows: portion(reader.write(text)), bytes }
    }
    const tail = reader.finish()
    const rows = portion(tail)
    const last = held as CsvRecord | null
    if (last !== null) {
      // A short row that a line end closes is a row like others that are short: left out and reported.
      const isShort = tail.includes(last) && last.cells.length < file.preamble.headings.length
      if (last.fault === 'open' || isShort) throw refuseTruncated(file.name, last.line)
      rows.push(last)
    }
    yield { rows, bytes }
  } catch (error) {
    if (error instanceof RecordTooLong) throw refuseLongLine(file.name, error.line)
    throw unreadable(file, error)
  }
}

/** The lines of a collector file, its header first, some hundred at a time; between two portions the event loop runs. */
export async function* readLines(file: SurveyedFile): AsyncGenerator<{ lines: TextLine[]; bytes: number }> {
  const decode = textDecoder(file.guess)
  const lines = new LineSplitter(maxRecordChars)
  let bytes = 0
  try {
    for await (const chunk of createReadStream(file.path, { start: file.guess.bom, highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
      bytes += chunk.length
      yield { lines: lines.write(decode(chunk)), bytes }
    }
    yield { lines: lines.finish(), bytes }
  } catch (error) {
    if (error instanceof LineTooLong) throw refuseLongLine(file.name, error.line)
    throw unreadable(file, error)
  }
}
