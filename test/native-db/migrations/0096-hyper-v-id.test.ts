import { expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { hyperVId } from '../../../native-db/migrations/0096-hyper-v-id.ts'
import { migrations } from '../../../native-db/migrations/registry.ts'

test('machines keep every value, and none has an id of Hyper-V', () => {
  const db = connect(':memory:')
  for (const step of migrations.filter(({ version }) => version < 96)) step.up(db)
  db.exec("INSERT INTO vm (id, name, vmm_id, bios_guid) VALUES (1, 'Größe', 'a', NULL), (7, '', NULL, 'b')")
  const before = db.prepare('SELECT * FROM vm ORDER BY id').all() as object[]
  hyperVId.up(db)
  expect(db.prepare('SELECT * FROM vm ORDER BY id').all()).toEqual(before.map((row) => ({ ...row, hyper_v_id: null })))
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'vm'").pluck().get()).toBe(1)
  // A machine and its replica share it.
  expect(db.prepare("UPDATE vm SET hyper_v_id = 'same'").run().changes).toBe(2)
})
