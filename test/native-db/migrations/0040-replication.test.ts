import { expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { labZone } from '../../../native-db/database/zone-table.ts'
import { firstLab } from '../../../native-db/migrations/0010-first-lab.ts'
import { replication } from '../../../native-db/migrations/0040-replication.ts'
import { migrations } from '../../../native-db/migrations/registry.ts'

const before = (timeZone: string) => {
  const db = connect(':memory:')
  for (const step of migrations.filter((each) => each.version < 40)) step.up(db)
  db.prepare(
    "INSERT INTO lab (id, lab_id, name, seed, clock_ms, time_zone, branch, rule_pack, created_wall_ms) VALUES (1, 'x', 'Größe', 7, ?, ?, 0, '2016-05', 5)",
  ).run(Date.UTC(2026, 4, 12, 12, 5), timeZone)
  return db
}

test('a lab keeps its rows, gets its first branch and the table of its zone', () => {
  const db = before('Europe/Berlin')
  db.exec(`INSERT INTO subscription (id, name) VALUES (1, 'Lab'); INSERT INTO resource_group VALUES (1, 1, 'rg', 'West Europe');
    INSERT INTO vault VALUES (1, 1, 1, 'DR', 'West Europe', 1, NULL); INSERT INTO vmm_server (id, name) VALUES (1, 'VMM01');
    INSERT INTO recovery_plan VALUES (4, 1, 'Plan 1', 1, 'resource-manager')`)
  expect(replication.version).toBe(40)
  replication.up(db)
  expect(db.prepare('SELECT * FROM branch').all()).toEqual([
    {
      id: 0,
      parent_id: null,
      from_ms: Date.UTC(2026, 4, 12, 12, 5),
      from_lines: 0,
      opened_wall_ms: 5,
      left_ms: null,
      left_lines: null,
      left_wall_ms: null,
    },
  ])
  const zone = JSON.parse(db.prepare('SELECT zone FROM lab').pluck().get() as string)
  expect(zone).toEqual(labZone('Europe/Berlin', Date.UTC(2026, 4, 12)))
  expect(db.prepare('SELECT name, target_rto_minutes FROM recovery_plan').all()).toEqual([{ name: 'Plan 1', target_rto_minutes: null }])
  expect(db.pragma('foreign_key_check')).toEqual([])
  const strict = db.prepare("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite%'")
  expect(strict.pluck().get()).toBe(0)
})

test('a zone that is not known counts as UTC, and a file without its row stays empty', () => {
  const strange = before('Mars/Olympus')
  replication.up(strange)
  expect(strange.prepare('SELECT zone FROM lab').pluck().get()).toBeNull()
  const empty = connect(':memory:')
  firstLab.up(empty)
  replication.up(empty)
  expect(empty.prepare('SELECT count(*) FROM branch').pluck().get()).toBe(0)
})

test('zones: summer and winter time at their minute, half hours, none at all', () => {
  const berlin = labZone('Europe/Berlin', Date.UTC(2026, 4, 12))
  expect(berlin.offsetMin).toBe(60)
  expect(berlin.transitions).toContainEqual({ at: Date.UTC(2026, 2, 29, 1), offsetMin: 120 })
  expect(berlin.transitions).toContainEqual({ at: Date.UTC(2026, 9, 25, 1), offsetMin: 60 })
  expect(berlin.transitions).toHaveLength(42)
  expect(labZone('Asia/Kolkata', Date.UTC(2026, 4, 12))).toEqual({ offsetMin: 330, transitions: [] })
  expect(labZone('UTC', 0)).toEqual({ offsetMin: 0, transitions: [] })
  expect(labZone('Australia/Lord_Howe', Date.UTC(2026, 0, 1)).transitions[0]).toMatchObject({ offsetMin: 630 })
})
