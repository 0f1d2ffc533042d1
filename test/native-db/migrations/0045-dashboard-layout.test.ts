import { expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { dashboardLayout } from '../../../native-db/migrations/0045-dashboard-layout.ts'
import { migrations } from '../../../native-db/migrations/registry.ts'

test('a lab gets a place for layouts and keeps its drafts', () => {
  const db = connect(':memory:')
  for (const step of migrations) if (step.version < dashboardLayout.version) step.up(db)
  db.exec("INSERT INTO wizard_draft VALUES ('getting-started', 'vault', '{}', 1)")
  dashboardLayout.up(db)
  expect(db.prepare('SELECT * FROM dashboard_layout').all()).toEqual([])
  expect(db.prepare('SELECT count(*) FROM wizard_draft').pluck().get()).toBe(1)
  expect(db.prepare("SELECT strict, wr FROM pragma_table_list WHERE name = 'dashboard_layout'").get()).toEqual({ strict: 1, wr: 1 })
  const keep = db.prepare('INSERT INTO dashboard_layout VALUES (?, ?, ?)')
  keep.run('overview', '{"tiles":[],"known":[]}', 1_462_870_800_000)
  expect(() => keep.run('overview', '{}', 1)).toThrow(/UNIQUE/)
  expect(() => keep.run('other', '{}', 'now')).toThrow(/cannot store TEXT/)
  const plan = db.prepare("EXPLAIN QUERY PLAN SELECT layout FROM dashboard_layout WHERE dashboard = 'overview'").all() as {
    detail: string
  }[]
  expect(plan[0]?.detail).toMatch(/^SEARCH dashboard_layout USING PRIMARY KEY/)
})
