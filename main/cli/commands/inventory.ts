import { type CellFormat, type ListKind, listKinds } from '../../../preload/contract/inventory.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import { type ExportedVm, exportRows } from '../../services/inventory/export-rows.ts'
import { lists } from '../../services/inventory/lists.ts'
import type { LabStore } from '../../services/lab/lab-store.types.ts'
import { createRunAsService } from '../../services/run-as-service.ts'
import { type Command, labOption, noPositionals, oneOf, optional } from '../command.ts'
import type { CommandIo } from '../io.ts'
import { actorOf, labPath, reading } from '../labs.ts'
import { bytesText, type Cell, tableText } from '../table.ts'

export const inventory: Command = {
  name: 'inventory',
  summary: t('Lists what is in the lab: machines, or another kind.'),
  usage: [t('inventory --lab FILE [--kind {listKinds}|…] [--where FILTER] [--json]', { listKinds: listKinds.slice(0, 4).join('|') })],
  options: { ...labOption, kind: { type: 'string' }, where: { type: 'string' } },
  run: async (args, io) => {
    noPositionals(args)
    const { values } = args
    const kind = oneOf(optional(values, 'kind') ?? 'vms', listKinds, '--kind')
    const where = typeof values.where === 'string' ? values.where : ''
    const rows = await reading(labPath(values, io), io, (store) =>
      kind === 'runAsAccounts' ? accountRows(store, io, where) : exportRows(store.db, kind, where),
    )
    return { code: 0, json: { rows }, text: kind === 'vms' ? vmsText(rows as ExportedVm[]) : rowsText(kind, rows) }
  },
}

/** Whether a password is there is the word of this computer's keychain, here as in the window. */
const accountRows = async (store: LabStore, io: CommandIo, where: string) => {
  const rows = exportRows(store.db, 'runAsAccounts', where)
  if (rows.length === 0) return rows
  const { accounts } = await createRunAsService({ store, secrets: io.secrets(), actor: actorOf(io) }).list(undefined)
  const words = new Map(accounts.map(({ id, secret }) => [id, secret]))
  return rows.map((row) => ({ ...row, secret: words.get(row.id) ?? 'unknown' }))
}

const vmsText = (rows: readonly ExportedVm[]): string =>
  `${tableText(
    [t('Name'), t('Host'), t('Cloud'), t('Operating System'), 'CPU', t('Memory'), t('Disks'), t('Readiness')],
    rows.map((vm) => [
      vm.name,
      vm.host,
      vm.cloud,
      vm.osName,
      vm.cpuCount,
      bytesText(vm.memoryMib === null ? null : vm.memoryMib * 2 ** 20),
      bytesText(vm.disks.every((disk) => disk.sizeBytes === null) ? null : vm.disks.reduce((sum, disk) => sum + (disk.sizeBytes ?? 0), 0)),
      vm.readiness,
    ]),
  )}\n\n${plural(rows.length, 'machine')}`

/** A figure as people read it; JSON keeps milliseconds and bytes. */
const readable: Readonly<Partial<Record<CellFormat, (value: number) => string>>> = {
  instantLab: (ms) => new Date(ms).toISOString(),
  instantWall: (ms) => new Date(ms).toISOString(),
  durationMs: (ms) => `${(ms / 1000).toLocaleString('en-US', { maximumFractionDigits: 0 })} s`,
  bytes: bytesText,
}

const rowsText = (kind: ListKind, rows: readonly object[]): string => {
  const formats = new Map(lists[kind].columns.map(({ field, format }) => [field, format]))
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((field) => field !== 'id' && field !== 'lineage').slice(0, 8)
  const cell = (field: string, value: unknown): Cell => {
    const format = formats.get(field)
    const words = typeof value === 'number' && format !== undefined ? readable[format] : undefined
    if (words !== undefined) return words(value as number)
    return typeof value === 'string' || typeof value === 'number' ? value : value === null || value === undefined ? null : String(value)
  }
  return `${tableText(
    fields,
    rows.map((row) => fields.map((field) => cell(field, (row as Record<string, unknown>)[field]))),
  )}\n\n${plural(rows.length, 'row')}`
}
