import type { Database } from 'better-sqlite3'
import { AppError, type ErrorCode } from '../../../preload/contract/errors.ts'
import type { Cell } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import type { LabStore, Row, Tx } from '../lab/lab-store.types.ts'

export type EditKind = 'vms' | 'hosts' | 'clouds'
/** What an edit writes: columns of the row itself, or anything more through the transaction. */
type Change = Row | ((tx: Tx) => boolean)
type Check = (value: Cell, context: { db: Database; id: number; field: string }) => Change

const refuse = (code: ErrorCode, field: string, message: string, remedy: string): AppError => new AppError({ code, field, message, remedy })

const textOf =
  (column: string, longest: number, required = false): Check =>
  (value, { field }) => {
    const text = value === null ? '' : String(value).trim()
    if (required && text === '')
      throw refuse('name-length', field, t('The name is empty.'), t('Enter 1 to {longest} characters.', { longest }))
    if ([...text].length > longest)
      throw refuse(
        required ? 'name-length' : 'bad-request',
        field,
        t('It has {value} characters; {longest} fit.', { value: [...text].length, longest }),
        t('Shorten it.'),
      )
    return { [column]: text === '' ? null : text }
  }

const wholeNumber =
  (column: string, least: number, most: number, unit: string): Check =>
  (value, { field }) => {
    if (value === null || value === '') return { [column]: null }
    const figure = typeof value === 'number' ? value : /^\d{1,16}$/u.test(value.trim()) ? Number(value) : Number.NaN
    if (!Number.isSafeInteger(figure) || figure < least || figure > most)
      throw refuse(
        'bad-request',
        field,
        t('"{value}" is not a whole number of {least} to {most} {unit}.', { value, least, most, unit }),
        t("Enter {least} to {most}, or nothing when it isn't known.", { least, most }),
      )
    return { [column]: figure }
  }

const oneOf =
  (column: string, values: readonly string[]): Check =>
  (value, { field }) => {
    if (value === null || value === '') return { [column]: null }
    const found = values.find((one) => one === String(value).trim().toLowerCase())
    if (!found)
      throw refuse(
        'bad-request',
        field,
        t('"{value}" is not one of {values}.', { value, values: values.join(', ') }),
        t("Enter one of {values}, or nothing when it isn't known.", { values: values.join(', ') }),
      )
    return { [column]: found }
  }

const yesNo =
  (column: string): Check =>
  (value, { field }) => {
    if (value === null || value === '') return { [column]: null }
    const text = String(value).trim().toLowerCase()
    if (!['1', '0', 'yes', 'no', 'true', 'false'].includes(text))
      throw refuse('bad-request', field, t('"{value}" is neither yes nor no.', { value }), t('Enter yes or no.'))
    return { [column]: ['1', 'yes', 'true'].includes(text) ? 1 : 0 }
  }

const unique =
  (table: 'cloud', inner: Check): Check =>
  (value, context) => {
    const change = inner(value, context) as Row
    const taken = context.db
      .prepare(`SELECT id FROM ${table} WHERE name = ? COLLATE NOCASE AND id <> ?`)
      .pluck()
      .get(change.name, context.id)
    if (taken !== undefined)
      throw refuse('name-taken', context.field, t('Another cloud has the name {name}.', { name: change.name }), t('Choose another name.'))
    return change
  }

const cloudByName: Check = (value, { db, field }) => {
  if (value === null || value === '') return { cloud_id: null }
  const id = db
    .prepare('SELECT id FROM cloud WHERE name = ? COLLATE NOCASE ORDER BY name = ? DESC')
    .pluck()
    .get(String(value).trim(), String(value).trim())
  if (id === undefined)
    throw refuse(
      'not-found',
      field,
      t('There is no cloud "{value}".', { value }),
      t('Enter the name of a cloud of this lab, or nothing for none.'),
    )
  return { cloud_id: id as number }
}

/** Marks one disk as the OS disk, by name (or `#` and its place), and the machine's others as data disks. */
const osDiskByName: Check = (value, { db, id, field }) => {
  const disks = db.prepare('SELECT id, ordinal, name FROM virtual_disk WHERE vm_id = ? ORDER BY ordinal').all(id) as {
    id: number
    ordinal: number
    name: string
  }[]
  const wanted = String(value ?? '').trim()
  const named = disks.filter((disk) => disk.name.toLowerCase() === wanted.toLowerCase())
  const found = named.length > 0 ? named : disks.filter((_, index) => `#${index + 1}` === wanted)
  if (wanted !== '' && found.length !== 1)
    throw refuse(
      'not-found',
      field,
      found.length === 0
        ? t('The machine has no disk "{wanted}".', { wanted })
        : t('{found} disks are called "{wanted}".', { found: found.length, wanted }),
      t('Enter one of {disks}: the name or the # part.', { disks: disks.map((disk, index) => `#${index + 1} ${disk.name}`).join(', ') }),
    )
  return (tx) =>
    disks
      .map((disk) => tx.update('virtual_disk', disk.id, { is_os: wanted === '' ? null : disk.id === found[0]!.id ? 1 : 0 }))
      .some((changed) => changed)
}

const mib = 2 ** 20

/** Every field that a person may set by hand; keys are what `fact.edit` hands out. Bytes stay bytes. */
const edits: Readonly<Record<EditKind, { table: string; what: string; fields: Readonly<Record<string, Check>> }>> = {
  vms: {
    table: 'vm',
    what: t('virtual machine'),
    fields: {
      // Hyper-V takes 100 characters; what Azure takes is a rule of the pack, not of this field
      name: textOf('name', 100, true),
      computerName: textOf('computer_name', 255),
      owner: textOf('owner', 255),
      tag: textOf('tag', 255),
      description: textOf('description', 2000),
      cpu: wholeNumber('cpu_count', 1, 512, 'processors'),
      memory: wholeNumber('memory_bytes', 32 * mib, 24 * 2 ** 40, 'bytes'),
      generation: wholeNumber('generation', 1, 2, ''),
      secureBoot: yesNo('secure_boot'),
      os: textOf('os_name', 255),
      osFamily: oneOf('os_family', ['windows', 'linux']),
      cloud: cloudByName,
      osDisk: osDiskByName,
    },
  },
  hosts: {
    table: 'host',
    what: 'host',
    fields: {
      os: textOf('os_name', 255),
      cores: wholeNumber('logical_cpu_count', 1, 4096, 'processors'),
      memory: wholeNumber('memory_bytes', 2 ** 30, 2 ** 50, 'bytes'),
    },
  },
  clouds: {
    table: 'cloud',
    what: 'cloud',
    fields: { name: unique('cloud', textOf('name', 64, true)), description: textOf('description', 2000) },
  },
}

export interface Edit {
  kind: EditKind
  id: number
  field: string
  value: Cell
}

/**
 * Sets one field as a user's choice, in one job. Throws AppError `not-found`, `bad-request`, `name-length`,
 * `name-taken`, and what the store throws.
 */
export const editField = (store: LabStore, actor: string, { kind, id, field, value }: Edit): { jobId: number } => {
  const { table, what, fields } = edits[kind]
  const check = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (!check)
    throw refuse(
      'bad-request',
      'field',
      t('"{field}" of a {what} can\'t be changed by hand.', { field, what }),
      t('Change one of {fields}.', { fields: Object.keys(fields).join(', ') }),
    )
  const name = store.db.prepare(`SELECT name FROM ${table} WHERE id = ?`).pluck().get(id) as string | undefined
  if (name === undefined) throw refuse('not-found', 'id', t('This {what} is gone.', { what }), t('Refresh the list.'))
  const change = check(value, { db: store.db, id, field })
  const { jobId } = store.apply(
    { kind: 'inventory.edit', name: t('Change properties of {what}', { what }), actor, byUser: true, target: { kind: table, id, name } },
    (tx) => (typeof change === 'function' ? change(tx) : tx.update(table, id, change)),
  )
  return { jobId }
}
