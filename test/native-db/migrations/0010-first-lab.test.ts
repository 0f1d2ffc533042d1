import type { Database } from 'better-sqlite3'
import { beforeEach, describe, expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { firstLab } from '../../../native-db/migrations/0010-first-lab.ts'

let db: Database
beforeEach(() => {
  db = connect(':memory:')
  db.pragma('foreign_keys = ON')
  firstLab.up(db)
})

const tables = [
  'azure_network',
  'azure_subnet',
  'capacity_settings',
  'change_log',
  'cloud',
  'cloud_host_group',
  'cloud_logical_network',
  'host',
  'host_cluster',
  'host_group',
  'host_volume',
  'import_batch',
  'import_change',
  'import_insert',
  'job',
  'lab',
  'logical_network',
  'network_adapter',
  'network_mapping',
  'policy',
  'policy_cloud',
  'prerequisite_tick',
  'protected_item',
  'protected_item_adapter',
  'protected_item_excluded_disk',
  'recovery_plan',
  'recovery_plan_item',
  'resource_group',
  'run_as_account',
  'storage_account',
  'subscription',
  'vault',
  'virtual_disk',
  'vm',
  'vm_network',
  'vm_readiness',
  'vm_subnet',
  'vmm_server',
  'wizard_draft',
]
const withOrigin = [
  'cloud',
  'host',
  'host_cluster',
  'host_group',
  'logical_network',
  'network_adapter',
  'virtual_disk',
  'vm',
  'vm_network',
  'vmm_server',
]
const names = (sql: string): string[] => db.prepare(sql).pluck().all() as string[]

test('its version and its tables, all of them STRICT', () => {
  expect(firstLab.version).toBe(10)
  expect(names("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")).toEqual(tables)
  expect(
    names("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'"),
  ).toEqual([])
})

test('the inventory carries where it came from', () => {
  const found = names(
    "SELECT m.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'field_origins' ORDER BY 1",
  )
  expect(found).toEqual(withOrigin)
  for (const table of withOrigin) {
    const columns = names(`SELECT name || ' ' || type FROM pragma_table_info('${table}') WHERE name LIKE '%origin%' ORDER BY cid`)
    expect(columns).toEqual(['origin_batch_id INTEGER', 'origin_file INTEGER', 'origin_line INTEGER', 'field_origins TEXT'])
    expect(names(`SELECT "table" FROM pragma_foreign_key_list('${table}') WHERE "from" = 'origin_batch_id'`)).toEqual(['import_batch'])
  }
})

test('every reference names a table and a column that are there', () => {
  const broken = db
    .prepare(
      `SELECT m.name, f."table", f."to" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
       AND NOT EXISTS (SELECT 1 FROM pragma_table_info(f."table") c WHERE c.name = f."to")`,
    )
    .all()
  expect(broken).toEqual([])
  expect(names("SELECT count(*) FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'")).toEqual([68])
})

describe('what the grids and the merge ask is answered by an index', () => {
  test.each([
    ['SELECT * FROM vm WHERE vmm_id = ?', /USING INDEX sqlite_autoindex_vm_1/],
    ['SELECT * FROM vm WHERE bios_guid = ?', /USING INDEX vm_bios/],
    ['SELECT * FROM vm WHERE name = ? COLLATE NOCASE', /USING INDEX vm_name/],
    ['SELECT id FROM vm ORDER BY name COLLATE NOCASE LIMIT 100', /USING (COVERING )?INDEX vm_name/],
    ['SELECT * FROM vm WHERE host_id = ?', /USING INDEX vm_host/],
    ['SELECT * FROM vm WHERE cloud_id = ?', /USING INDEX vm_cloud/],
    ['SELECT id FROM vm ORDER BY memory_bytes LIMIT 100', /USING (COVERING )?INDEX vm_memory/],
    ['SELECT * FROM virtual_disk WHERE vm_id = ? ORDER BY ordinal', /USING INDEX sqlite_autoindex_virtual_disk_1/],
    ['SELECT * FROM network_adapter WHERE vm_id = ? ORDER BY ordinal', /USING INDEX sqlite_autoindex_network_adapter_1/],
    ['SELECT * FROM network_adapter WHERE vm_network_id = ?', /USING INDEX network_adapter_network/],
    ['SELECT * FROM host WHERE host_group_id = ?', /USING INDEX host_by_group/],
    ['SELECT * FROM host WHERE host_cluster_id = ?', /USING INDEX host_by_cluster/],
    ['SELECT * FROM host_group WHERE parent_id = ?', /USING INDEX host_group_parent/],
    ['SELECT * FROM vm_readiness WHERE verdict = ?', /USING INDEX vm_readiness_verdict/],
    ['SELECT * FROM change_log WHERE job_id = ?', /USING INDEX change_log_job/],
    ['SELECT * FROM job ORDER BY started_wall_ms DESC LIMIT 100', /USING INDEX job_started/],
    ['SELECT * FROM import_change WHERE batch_id = ? ORDER BY ordinal', /USING PRIMARY KEY/],
  ])('%s', (sql, plan) => {
    const lines = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...(sql.includes('?') ? [null] : [])) as { detail: string }[]
    const text = lines.map((line) => line.detail).join('; ')
    expect(text).toMatch(plan)
    expect(text).not.toMatch(/TEMP B-TREE/)
  })
})

describe('rows', () => {
  const job =
    "INSERT INTO job (id, kind, name, status, owner, started_wall_ms, started_lab_ms, branch) VALUES (1, 'k', 'n', 'completed', 'o', 1, 1, 0)"
  const azure = `INSERT INTO subscription VALUES (1, 's', NULL); INSERT INTO resource_group VALUES (1, 1, 'g', 'West Europe');
    INSERT INTO vault VALUES (1, 1, 1, 'v', 'West Europe', 1, NULL); INSERT INTO storage_account VALUES (1, 1, 1, 'st', 'West Europe', 'Standard_GRS', 'classic')`
  const policy = (copy: unknown, retention: unknown, snapshots: unknown) =>
    `${azure}; INSERT INTO policy VALUES (1, 1, 'p', ${copy}, ${retention}, ${snapshots}, 'immediately', 0)`
  const capacity = (upload: number, download: number) =>
    `INSERT INTO capacity_settings VALUES (1, 'yes', 1, 1, 1, 0, '[]', '08:00', '18:00', 1, 1, ${upload}, ${download})`
  const vm = "INSERT INTO vm (id, name) VALUES (1, 'a')"
  const disk = (columns: string, values: string) =>
    `${vm}; INSERT INTO virtual_disk (vm_id, ordinal, name${columns}) VALUES (1, 0, 'd'${values})`

  test.each([
    ['a machine with nothing but a name', vm],
    ['two machines of one name', `${vm}; INSERT INTO vm (name) VALUES ('a')`],
    ['awkward names', "INSERT INTO vm (name) VALUES (''), ('[x] \"y\" `z`'), ('Größe 数据 🐎'), (char(10))"],
    ['a disk of 64 TB', disk(', size_bytes', ', 70368744177664')],
    ['all policy limits', policy(30, 24, 12)],
    ['no snapshots', policy(900, 1, 0)],
    ['the thread limits', capacity(4, 32)],
    [
      'a verdict that goes with its machine',
      `${vm}; INSERT INTO vm_readiness VALUES (1, 'ready', 0, 0, 0, 0, NULL, ' ', '[]'); DELETE FROM vm`,
    ],
    ['a draft', "INSERT INTO wizard_draft VALUES ('setup', 'p', '{}', 1)"],
    ['a change of a job', `${job}; INSERT INTO change_log VALUES (1, 1, NULL, 'a', 1, 1, 0, 'insert', 't', 1, NULL, '{}', '', '')`],
  ])('taken: %s', (_, sql) => {
    expect(() => db.exec(sql)).not.toThrow()
    expect(db.pragma('foreign_key_check')).toEqual([])
  })

  test.each([
    ['a second lab row', "INSERT INTO lab VALUES (2, 'x', 'x', 1, 1, 'UTC', 0, 'p', 1)", /CHECK/],
    ['a job in no known state', job.replace("'completed'", "'lost'"), /CHECK/],
    [
      'a change without a job',
      "INSERT INTO change_log VALUES (1, 1, NULL, 'a', 1, 1, 0, 'insert', 't', 1, NULL, '{}', '', '')",
      /FOREIGN KEY/,
    ],
    [
      'an unknown kind of change',
      `${job}; INSERT INTO change_log VALUES (1, 1, NULL, 'a', 1, 1, 0, 'merge', 't', 1, NULL, '{}', '', '')`,
      /CHECK/,
    ],
    ['text for a size (STRICT)', disk(', size_bytes', ", 'large'"), /cannot store TEXT/],
    ['generation 3', "INSERT INTO vm (name, generation) VALUES ('a', 3)", /CHECK/],
    ['an unknown OS family', "INSERT INTO vm (name, os_family) VALUES ('a', 'bsd')", /CHECK/],
    ['a flag of 2', "INSERT INTO vm (name, secure_boot) VALUES ('a', 2)", /CHECK/],
    ['one VMM id twice', "INSERT INTO vm (name, vmm_id) VALUES ('a', 'x'), ('b', 'x')", /UNIQUE/],
    ['an unknown disk format', disk(', vhd_format', ", 'vmdk'"), /CHECK/],
    ['an unknown disk type', disk(', vhd_type', ", 'sparse'"), /CHECK/],
    ['a disk of no machine', "INSERT INTO virtual_disk (vm_id, ordinal, name) VALUES (9, 0, 'd')", /FOREIGN KEY/],
    ['two disks in one place', `${disk('', '')}; INSERT INTO virtual_disk (vm_id, ordinal, name) VALUES (1, 0, 'e')`, /UNIQUE/],
    ['an unknown IP mode', `${vm}; INSERT INTO network_adapter (vm_id, ordinal, name, ip_mode) VALUES (1, 0, 'n', 'auto')`, /CHECK/],
    ['a machine that still has disks going', `${disk('', '')}; DELETE FROM vm`, /FOREIGN KEY/],
    ['an unknown verdict', `${vm}; INSERT INTO vm_readiness VALUES (1, 'maybe', 0, 0, 0, 0, NULL, ' ', '[]')`, /CHECK/],
    ['copies every minute', policy(60, 24, 1), /CHECK/],
    ['retention of 25 hours', policy(300, 25, 1), /CHECK/],
    ['retention of 0 hours', policy(300, 0, 0), /CHECK/],
    ['snapshots every 13 hours', policy(300, 24, 13), /CHECK/],
    ['33 upload threads', capacity(33, 4), /CHECK/],
    ['3 download threads', capacity(4, 3), /CHECK/],
    ['an unknown account type', azure.replace('Standard_GRS', 'Standard_XRS'), /CHECK/],
    [
      'one cloud under two policies',
      `${policy(300, 4, 1)}; INSERT INTO cloud (id, name) VALUES (1, 'c'); INSERT INTO policy_cloud VALUES (1, 1, 1), (2, 1, 1)`,
      /UNIQUE/,
    ],
    ['a recovery plan with an eighth group', 'INSERT INTO recovery_plan_item VALUES (1, 1, 8, 0, 1)', /CHECK/],
    ['two hosts of one name', "INSERT INTO host (name) VALUES ('h'), ('h')", /UNIQUE/],
    ['two host groups of one path', "INSERT INTO host_group (name, path) VALUES ('g', 'p'), ('g', 'p')", /UNIQUE/],
  ])('refused: %s', (_, sql, message) => {
    expect(() => db.exec(sql)).toThrow(message)
  })
})
