import type { Database } from 'better-sqlite3'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'

interface MachineRow {
  vm: number
  name: string
  host_id: number | null
  cloud_id: number
  state: string | null
}

const machineOf = (db: Database, item: number): MachineRow | undefined =>
  db
    .prepare('SELECT v.id AS vm, v.name, v.host_id, p.cloud_id, v.state FROM protected_item p JOIN vm v ON v.id = p.vm_id WHERE p.id = ?')
    .get(item) as MachineRow | undefined

/** Whether the machine still stands on its host, as the inventory tells. */
const present = (row: MachineRow): boolean => row.host_id !== null && (row.state ?? '').toLowerCase() !== 'missing'

/** Hosts of the item's cloud, its own first; a cloud without host groups has those of its machines. Throws AppError `not-found`. */
export const failbackHostsOf = (db: Database, item: number): { present: boolean; hosts: { id: number; name: string; own: boolean }[] } => {
  const row = machineOf(db, item)
  if (row === undefined)
    throw new AppError({ code: 'not-found', message: t('This item is not replicated any more.'), remedy: t('Refresh the list.') })
  const hosts = db
    .prepare(
      `SELECT h.id, h.name FROM host h WHERE h.id IN (
         SELECT x.id FROM host x JOIN cloud_host_group g ON g.host_group_id = x.host_group_id WHERE g.cloud_id = ?
         UNION SELECT v.host_id FROM vm v WHERE v.cloud_id = ? AND v.host_id IS NOT NULL)
       ORDER BY h.id <> coalesce(?, 0), h.name COLLATE NOCASE`,
    )
    .all(row.cloud_id, row.cloud_id, row.host_id) as { id: number; name: string }[]
  return { present: present(row), hosts: hosts.map((each) => ({ ...each, own: each.id === row.host_id })) }
}

export interface FailbackWish {
  mode: 'delta' | 'full'
  createVm: boolean
  hostId?: number | undefined
}

/**
 * Where a failback puts a machine: null = where it came from. A machine that is made anew has no disks to compare with, so that only a full
 * download brings it back (F7, F8). Throws AppError `setup-invalid` with the field at fault.
 */
export const failbackHost = (db: Database, item: number, { mode, createVm, hostId }: FailbackWish): { vm: number; host: number } | null => {
  const row = machineOf(db, item)
  if (row === undefined) return null
  const here = present(row)
  if (!here && !createVm)
    throw new AppError({
      code: 'setup-invalid',
      message: t("{name} isn't on its host any more. There is nothing to fail back to.", { name: row.name }),
      remedy: t('Let it be created, with --create-vm on the command line.'),
      field: 'createVm',
    })
  const host = hostId ?? row.host_id
  if (!createVm || (here && host === row.host_id)) return null
  if (host === null || !failbackHostsOf(db, item).hosts.some((each) => each.id === host))
    throw new AppError({
      code: 'setup-invalid',
      message: t("Choose a host of the machine's cloud."),
      field: 'hostId',
    })
  if (mode === 'delta')
    throw new AppError({
      code: 'setup-invalid',
      message: t('A machine that is created anew has no disks to compare with.'),
      remedy: t('Choose the full download.'),
      field: 'mode',
    })
  return { vm: row.vm, host }
}
