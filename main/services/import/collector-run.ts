import { t } from '../../../preload/contract/words.ts'
import { type CollectorEnd, type CollectorHeader, parseLine, readEnd } from '../../domain/collector/header.ts'
import type { TextLine } from '../../domain/collector/line-splitter.ts'
import { machineOf, readLine } from '../../domain/collector/read-line.ts'
import { refuseEnd, refuseHeader, refuseNoEnd } from '../../domain/collector/refusals.ts'
import type { CellFault } from '../../domain/importing/records.ts'
import { CollectorFabric } from './collector-fabric.ts'
import type { Fabric } from './fabric.ts'
import type { Warning } from './import-run.ts'
import { fromRecord, type Machines } from './machines.ts'
import type { RowWriter } from './row-writer.ts'

interface Context {
  readonly file: string
  readonly index: number
  readonly header: CollectorHeader
  reject(line: number, raw: string, faults: readonly CellFault[]): void
}

/** Objects that the collector could not read are told one by one up to this many. */
const toldErrors = 20

/**
 * The lines of one collector file. Between the header and the end their order doesn't matter. A line that can't be read is
 * left out and reported; a file that was cut, joined with another or lost lines is refused.
 */
export class CollectorRun {
  /** Lines between the header and the end. */
  rows = 0
  private readonly fabric: CollectorFabric
  private readonly counts: Record<string, number> = {}
  private readonly errors: string[] = []
  private readonly unknown = new Set<string>()
  private lines = 0
  private unreadable = 0
  private end: { line: number; told: CollectorEnd } | null = null
  /** A line that can't be read is a fault of its own only when another one follows it. */
  private held: TextLine | null = null
  private last = 0

  constructor(
    rows: RowWriter,
    fabric: Fabric,
    private readonly machines: Machines,
    private readonly context: Context,
  ) {
    this.fabric = new CollectorFabric(rows, fabric, context.header, context.index)
  }

  /** Throws AppError `collector-header`, `collector-end`. */
  take(line: TextLine): void {
    const { file } = this.context
    if (this.end !== null)
      throw refuseEnd(file, line.line, t('Line {line} follows its end line {line2}.', { line: line.line, line2: this.end.line }))
    if (this.held !== null) this.leaveOut(this.held)
    this.last = line.line
    const object = parseLine(line.text)
    if (object === null) {
      this.held = line
      return
    }
    const { kind } = object
    if (kind === 'header') {
      if (this.lines > 0) throw refuseHeader(file, line.line, t('A second header stands in line {line}.', { line: line.line }))
      this.lines++
    } else if (kind === 'end') {
      const told = readEnd(object)
      if (told === null) throw refuseEnd(file, line.line, t("Its end line can't be read."))
      this.end = { line: line.line, told }
    } else this.takeObject(line, object)
  }

  /** What to warn of. Throws AppError `import-truncated`, `collector-end`. */
  finish(): Warning[] {
    const { file } = this.context
    if (this.end === null) throw refuseNoEnd(file, this.last, this.held !== null)
    const { told, line } = this.end
    if (told.lines !== null && told.lines !== this.lines)
      throw refuseEnd(file, line, t('Its end line counts {lines} lines; it has {lines2}.', { lines: told.lines, lines2: this.lines }))
    const wrong = Object.entries(told.counts).find(([kind, count]) => (this.counts[kind] ?? 0) !== count)
    if (wrong !== undefined && this.unreadable === 0)
      throw refuseEnd(
        file,
        line,
        t('Its end line counts {wrong} of the kind {wrong2}; it has {counts}.', {
          wrong: wrong[1],
          wrong2: wrong[0],
          counts: this.counts[wrong[0]] ?? 0,
        }),
      )
    return [...this.errorWarnings(), ...this.unknownWarnings()]
  }

  private takeObject(line: TextLine, object: Readonly<Record<string, unknown>>): void {
    this.lines++
    this.rows++
    const known = readLine(object)
    if (known === null) {
      this.unreadable++
      const shown = typeof object.kind === 'string' ? object.kind : ''
      this.context.reject(line.line, line.text, [{ column: 'kind', value: shown, reason: t('The kind of this line is not known.') }])
      return
    }
    const { kind, read } = known
    this.counts[kind] = (this.counts[kind] ?? 0) + 1
    if (read.faults.length > 0) {
      this.context.reject(line.line, line.text, read.faults)
      return
    }
    for (const field of read.unknown) this.unknown.add(`${kind}.${field}`)
    if (kind === 'error') {
      const { object: what, name, message } = read.values
      this.errors.push(`${name === undefined ? what : `${what} ${name}`}: ${message}`)
      return
    }
    const refused =
      kind === 'vm'
        ? this.machines.take(
            fromRecord(machineOf(read, object, line.line, this.context.header)),
            this.context.index,
            this.context.header.mode === 'vmm' ? 'properties' : 'hosts',
          )
        : this.fabric.take(kind, read, line.line)
    if (refused === null) return
    const column = kind === 'hostGroup' ? 'path' : 'name'
    this.context.reject(line.line, line.text, [{ column, value: String(read.values[column]), reason: refused.reason }])
  }

  private leaveOut(line: TextLine): void {
    this.held = null
    this.lines++
    this.rows++
    this.unreadable++
    this.context.reject(line.line, line.text, [
      { column: null, value: line.text.slice(0, 80), reason: t('The line is not a JSON object.') },
    ])
  }

  private errorWarnings(): Warning[] {
    const { file } = this.context
    const told = this.errors.slice(0, toldErrors).map((error) => ({
      code: 'collector-error',
      message: t('{file}: the collector could not read {error}', { file, error }),
    }))
    const more = this.errors.length - told.length
    return more > 0
      ? [
          ...told,
          {
            code: 'collector-error',
            message: t('{file}: the collector could not read {more} further objects; its error lines name them.', { file, more }),
          },
        ]
      : told
  }

  private unknownWarnings(): Warning[] {
    if (this.unknown.size === 0) return []
    const names = [...this.unknown].slice(0, toldErrors).join(', ')
    return [
      {
        code: 'collector-fields',
        message: t("{file} has fields that this console doesn't know: {names}. They were left out.", { file: this.context.file, names }),
      },
    ]
  }
}
