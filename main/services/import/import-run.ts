import { t } from '../../../preload/contract/words.ts'
import type { CollectorHeader } from '../../domain/collector/header.ts'
import { CsvReader, type CsvRecord } from '../../domain/importing/csv-reader.ts'
import { quotedRow } from '../../domain/importing/csv-writer.ts'
import { bySlot, type DiskRow, DiskRowReader, diskKey } from '../../domain/importing/disk-rows.ts'
import { hidesObjects, readPropertyRow } from '../../domain/importing/property-rows.ts'
import type { CellFault, VmFields } from '../../domain/importing/records.ts'
import { maxRecordChars } from '../../domain/importing/refusals.ts'
import { readServerRow } from '../../domain/importing/server-rows.ts'
import type { BatchTx } from '../lab/lab-store.types.ts'
import { CollectorRun } from './collector-run.ts'
import { Fabric } from './fabric.ts'
import type { ImportProgress } from './import-service.types.ts'
import { fromRecord, Machines } from './machines.ts'
import { cancelled, readLines, readRows, type SurveyedFile } from './read-file.ts'
import { RejectList } from './rejects.ts'
import { RowWriter } from './row-writer.ts'
import { Tally } from './tally.ts'

export interface Warning {
  code: string
  message: string
}

/** Groups of a per-disk file merged between two turns of the event loop. */
const groupsAtOnce = 250

/** The surest formats first. */
const turns = { 'vmm-properties': 0, collector: 1, 'vmm-disks': 2, 'azure-migrate': 3 } as const

/** Lets other work of the process through. */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Reads all files into one open batch; the caller commits or rolls back. */
export class ImportRun {
  readonly tally = new Tally()
  readonly rejects = new RejectList()
  readonly warnings: Warning[] = []
  readonly rowCounts: number[]
  private readonly rows: RowWriter
  private readonly fabric: Fabric
  private readonly machines: Machines
  private bytesDone = 0

  constructor(
    tx: BatchTx,
    private readonly files: readonly SurveyedFile[],
    private readonly progress: ImportProgress,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.rowCounts = files.map(() => 0)
    this.rows = new RowWriter(
      tx,
      this.tally,
      files.map(({ name }) => name),
    )
    this.fabric = new Fabric(this.rows)
    this.machines = new Machines(this.rows, this.fabric)
  }

  get conflicts() {
    return this.rows.conflicts
  }

  /** Property exports first, whatever the order of the files: they tell machines apart, per-disk rows only name them. */
  async read(): Promise<void> {
    const order = this.files.map((file, index) => ({ file, index }))
    order.sort((a, b) => turns[a.file.format.format] - turns[b.file.format.format] || a.index - b.index)
    for (const { file, index } of order) {
      this.rows.tx.step(t('Read {name}', { name: file.name }))
      if (file.guess.encoding === 'windows-1252') {
        this.warnings.push({
          code: 'import-encoding',
          message: t("{name} isn't UTF-8. It was read as Windows-1252; check names with accents.", { name: file.name }),
        })
      }
      await this.readOne(file, index)
      this.bytesDone += file.bytes
    }
    this.rejects.sort()
    const { outvoted } = this.machines
    if (outvoted > 0)
      this.warnings.push({
        code: 'import-known-machines',
        message: t(
          '{n, plural, one {# machine of an Azure Migrate CSV differs from what VMM or Hyper-V tells of it.} other {# machines of an Azure Migrate CSV differ from what VMM or Hyper-V tells of them.}} That stays; the CSV fills only gaps.',
          { n: outvoted },
        ),
      })
  }

  private readOne(file: SurveyedFile, index: number): Promise<void> {
    if (file.collector !== null) return this.readCollector(file, index, file.collector)
    return file.format.format === 'vmm-disks' ? this.readDisks(file, index) : this.readProperties(file, index)
  }

  private async readCollector(file: SurveyedFile, index: number, header: CollectorHeader): Promise<void> {
    const run = new CollectorRun(this.rows, this.fabric, this.machines, {
      file: file.name,
      index,
      header,
      reject: (line, raw, faults) => this.rejects.add({ name: file.name, heading: file.preamble.headingRaw }, line, raw, faults),
    })
    for await (const { lines, bytes } of readLines(file)) {
      if (this.signal?.aborted) throw cancelled()
      for (const line of lines) run.take(line)
      this.rowCounts[index] = run.rows
      this.progress.tell('reading', this.totalRows, this.bytesDone + bytes)
    }
    this.warnings.push(...run.finish())
  }

  private async readProperties(file: SurveyedFile, index: number): Promise<void> {
    const columns = ['hard_disks', 'disk_drives'].map((field) => file.format.indexOf(field))
    const isServers = file.format.format === 'azure-migrate'
    const readRow = isServers ? readServerRow : readPropertyRow
    let machines = 0
    let hidden = 0
    const unlisted: string[] = []
    await this.eachRecord(file, index, (record) => {
      const shape = shapeFaults(record, file.format.headings.length)
      const read = shape.length > 0 ? { faults: shape } : readRow(file.format, record.cells, record.line)
      if ('faults' in read) {
        this.reject(file, record.line, record.raw, read.faults)
        return
      }
      machines++
      if ('unlistedDisks' in read && Number(read.unlistedDisks) > 0) unlisted.push(read.name)
      if (read.disks === null && columns.some((column) => hidesObjects(record.cells[column]))) hidden++
      const refused = this.machines.take(fromRecord(read), index, isServers ? 'servers' : 'properties')
      if (refused)
        this.reject(file, record.line, record.raw, [{ column: file.format.headingOf('name'), value: read.name, reason: refused.reason }])
    })
    if (unlisted.length > 0)
      this.warnings.push({
        code: 'import-unlisted-disks',
        message: t(
          '{file} counts more disks than it lists of {n, plural, one {# server} other {# servers}}: {names}. Disks without a size were left out; import what VMM or Hyper-V tells of them.',
          {
            file: file.name,
            n: unlisted.length,
            names: unlisted.length > 5 ? `${unlisted.slice(0, 5).join(', ')} …` : unlisted.join(', '),
          },
        ),
      })
    const hasDisks = this.files.some(({ format }) => format.format === 'vmm-disks')
    if (machines > 0 && hidden === machines && !hasDisks) {
      this.warnings.push({
        code: 'import-no-disks',
        message: t('Disks are missing in {name}: the export holds only type names. Import a per-disk export too.', { name: file.name }),
      })
    }
  }

  private async readDisks(file: SurveyedFile, index: number): Promise<void> {
    const reader = new DiskRowReader(file.format)
    const groups = new Map<string, DiskRow[]>()
    await this.eachRecord(file, index, (record) => {
      const shape = shapeFaults(record, file.format.headings.length)
      const read = shape.length > 0 ? { faults: shape } : reader.read(record.cells, record.raw, record.line)
      if (!('key' in read)) {
        this.reject(file, record.line, record.raw, read.faults)
        return
      }
      const group = groups.get(read.key)
      if (group) group.push(read)
      else groups.set(read.key, [read])
    })
    let merged = 0
    for (const group of groups.values()) {
      this.mergeGroup(file, index, group)
      if (++merged % groupsAtOnce === 0) {
        this.progress.tell('merging', this.totalRows, this.bytesDone + file.bytes)
        await breath()
        if (this.signal?.aborted) throw cancelled()
      }
    }
  }

  /**
   * All rows of one machine. If the row that describes it is left out, all are: no machine comes in half. A further row
   * that is left out costs only its own disk.
   */
  private mergeGroup(file: SurveyedFile, index: number, group: readonly DiskRow[]): void {
    const head = group.find((row) => Object.keys(row.vm).length > 0) ?? group[0]
    if (head === undefined) return
    const broken = group.find((row) => row.machineFault || (row === head && row.faults.length > 0))
    const kept: DiskRow[] = []
    const seen = new Map<string, number>()
    for (const row of group) {
      const faults = [...row.faults]
      if (faults.length === 0 && broken !== undefined)
        faults.push(
          this.blank(file, t('It belongs to {name}, whose row in line {line} was left out.', { name: row.name, line: broken.line })),
        )
      if (faults.length === 0 && row.disk !== null) {
        const known = seen.get(diskKey(row.disk))
        if (known === undefined) seen.set(diskKey(row.disk), row.line)
        else
          faults.push({
            ...this.blank(file, t('The same disk of {name} stands in line {known}.', { name: row.name, known })),
            value: row.disk.name ?? '',
          })
      }
      if (faults.length > 0) this.rejectDiskRow(file, row, faults)
      else kept.push(row)
    }
    if (kept.length === 0) return
    const disks = kept
      .flatMap(({ disk, line }) => (disk === null ? [] : [{ line, fields: disk }]))
      .sort((a, b) => bySlot(a.fields, b.fields))
    const refused = this.machines.take(
      {
        line: kept.includes(head) ? head.line : (kept[0]?.line ?? head.line),
        name: head.name,
        host: head.host,
        vmmId: null,
        hyperVId: null,
        computerName: null,
        biosGuid: null,
        hostFields: head.host === null ? null : { name: head.host },
        cloud: null,
        vmmServer: null,
        fields: Object.assign({}, ...kept.map(({ vm }) => vm).reverse()) as VmFields,
        disks,
        adapters: null,
      },
      index,
      'disks',
    )
    if (refused === null) return
    for (const row of kept)
      this.rejectDiskRow(file, row, [{ column: file.format.headingOf('name'), value: row.name, reason: refused.reason }])
  }

  private blank(file: SurveyedFile, reason: string): CellFault {
    return { column: file.format.headingOf('disk_name') ?? file.format.headingOf('name'), value: '', reason }
  }

  private rejectDiskRow(file: SurveyedFile, row: DiskRow, faults: readonly CellFault[]): void {
    const cells = [...(splitRow(row.raw, file.preamble.separator) ?? [])]
    const [name, host] = [file.format.indexOf('name'), file.format.indexOf('host')]
    const standsAlone = (name === -1 || cells[name]?.trim() !== '') && (host === -1 || row.host === null || cells[host]?.trim() !== '')
    if (name !== -1) cells[name] = row.name
    if (host !== -1 && row.host !== null) cells[host] = row.host
    this.reject(file, row.line, standsAlone ? row.raw : quotedRow(cells, file.preamble.separator), faults)
  }

  private reject(file: SurveyedFile, line: number, raw: string, faults: readonly CellFault[]): void {
    const place = ({ column }: CellFault): number => (column === null ? -1 : file.format.headings.indexOf(column))
    const inOrder = faults.length > 1 ? [...faults].sort((a, b) => place(a) - place(b)) : faults
    this.rejects.add({ name: file.name, heading: file.preamble.headingRaw }, line, raw, inOrder)
  }

  private get totalRows(): number {
    return this.rowCounts.reduce((sum, count) => sum + count, 0)
  }

  /** Between two portions of the file the event loop runs. */
  private async eachRecord(file: SurveyedFile, index: number, take: (record: CsvRecord) => void): Promise<void> {
    for await (const { rows, bytes } of readRows(file)) {
      if (this.signal?.aborted) throw cancelled()
      this.rowCounts[index] = (this.rowCounts[index] ?? 0) + rows.length
      for (const row of rows) take(row)
      this.progress.tell('reading', this.totalRows, this.bytesDone + bytes)
    }
  }
}

const splitRow = (raw: string, separator: string): string[] | undefined => {
  const reader = new CsvReader(separator, 1, maxRecordChars)
  return [...reader.write(raw), ...reader.finish()][0]?.cells
}

const shapeFaults = (record: CsvRecord, headings: number): CellFault[] => {
  if (record.fault === 'quote') return [{ column: null, value: record.raw.slice(0, 80), reason: t('Text follows a closing quote.') }]
  const { length } = record.cells
  const extra = record.cells.slice(headings).some((value) => value.trim() !== '')
  if (length >= headings && !extra) return []
  return [
    {
      column: null,
      value: record.raw.slice(0, 80),
      reason: t('The row has {length} cells; the headings are {headings}.', { length, headings }),
    },
  ]
}
