import { expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { firstLab } from '../../../native-db/migrations/0010-first-lab.ts'
import { runAsRestart } from '../../../native-db/migrations/0020-run-as-restart.ts'

test('accounts keep every value, and nothing is due', () => {
  const db = connect(':memory:')
  firstLab.up(db)
  db.exec(`INSERT INTO run_as_account (id, name, user_name, description, keychain_ref, enabled) VALUES
    (1, 'DRAProxyAccount', 'LAB\\svc', 'Proxy', 'DRAProxyAccount@VMM01/11111111', 1),
    (7, '', '', NULL, NULL, 0),
    (9, 'Größe "数据" 🐎', 'Ä\\ö', '', 'x''y', 1);
    INSERT INTO vmm_server (id, name, proxy_run_as_account_id) VALUES (1, 'VMM01', 1)`)
  const before = db.prepare('SELECT * FROM run_as_account ORDER BY id').all() as object[]
  expect(runAsRestart.version).toBe(20)
  runAsRestart.up(db)
  expect(db.prepare('SELECT * FROM run_as_account ORDER BY id').all()).toEqual(
    before.map((row) => ({ ...row, restart_pending_wall_ms: null })),
  )
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'run_as_account'").pluck().get()).toBe(1)
  const due = db.prepare('UPDATE run_as_account SET restart_pending_wall_ms = ? WHERE id = 1')
  expect(() => due.run('soon')).toThrow(/cannot store TEXT/)
  due.run(1_462_870_800_000)
  expect(db.prepare('SELECT restart_pending_wall_ms FROM run_as_account WHERE id = 1').pluck().get()).toBe(1_462_870_800_000)
  // An account that a server refers to stays.
  expect(() => db.exec('PRAGMA foreign_keys = ON; DELETE FROM run_as_account WHERE id = 1')).toThrow(/FOREIGN KEY/)
})
