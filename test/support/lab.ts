import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLabFile, type OpenLabOptions, openLab } from '../../main/services/lab/lab-files.ts'
import type { Derive, LabStore } from '../../main/services/lab/lab-store.types.ts'

/** A folder of its own for one test file; `drop` removes it with all labs that were opened through it. */
export const labFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'offsite-test-'))
  const workFolder = join(folder, 'work')
  mkdirSync(workFolder)
  const open: LabStore[] = []
  let wallMs = 1_462_870_800_000
  let count = 0
  const options = (more: Partial<OpenLabOptions> = {}): OpenLabOptions => ({ wall: () => wallMs++, workFolder, ...more })
  const path = (name = `lab-${count++}.offsite`): string => join(folder, name)
  const create = (file = path()): string => {
    createLabFile(file, {
      name: 'Test lab',
      seed: 1,
      rulePack: '2016-05',
      timeZone: 'UTC',
      clockMs: 1_462_870_800_000,
      wallMs,
      labId: '00000000-0000-4000-8000-000000000001',
    })
    return file
  }
  return {
    folder,
    workFolder,
    options,
    path,
    create,
    /** Opens `file`, or a new empty lab. */
    open(file = create(), more: Partial<OpenLabOptions> = {}): LabStore {
      const store = openLab(file, options(more))
      open.push(store)
      return store
    },
    drop(): void {
      for (const store of open) store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A stand-in for the rule packs: judges every machine "ready" with no finding. */
export const deriveReady: Derive = (db, touched) => {
  if (!touched.has('vm')) return
  db.exec(`INSERT OR IGNORE INTO vm_readiness (vm_id, verdict, blocker_count, warning_count, unknown_count, info_count, failing_rules, findings)
    SELECT id, 'ready', 0, 0, 0, 0, ' ', '[]' FROM vm`)
}

export const oneFile = [{ name: 'vms.csv', sha256: '0'.repeat(64), bytes: 10, format: 'vmm-properties', encoding: 'utf-8', separator: ',' }]
export const noRejects = { counts: {}, rejectedRows: 0, rejects: [], info: false } as const
export const anna = { kind: 'test', name: 'Test action', actor: 'anna' }

/** Every row of every table that an inverse must restore, as one comparable value. */
export const dump = (store: LabStore): Record<string, unknown[]> => {
  const skip = new Set(['job', 'change_log', 'import_batch', 'import_insert', 'import_change', 'branch'])
  const names = store.db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
    .pluck()
    .all() as string[]
  return Object.fromEntries(
    names.filter((name) => !skip.has(name)).map((name) => [name, store.db.prepare(`SELECT * FROM ${name} ORDER BY 1`).all()]),
  )
}
