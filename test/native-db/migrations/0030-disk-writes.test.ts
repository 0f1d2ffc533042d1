import { expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { firstLab } from '../../../native-db/migrations/0010-first-lab.ts'
import { runAsRestart } from '../../../native-db/migrations/0020-run-as-restart.ts'
import { diskWrites } from '../../../native-db/migrations/0030-disk-writes.ts'

test('disks keep every value, and none was sampled', () => {
  const db = connect(':memory:')
  firstLab.up(db)
  runAsRestart.up(db)
  db.exec(`INSERT INTO vm (id, name) VALUES (1, 'Größe'), (2, '');
    INSERT INTO virtual_disk (id, vm_id, ordinal, name, size_bytes, is_os, field_origins) VALUES
    (1, 1, 0, 'C "x" 🐎', 9007199254740991, 1, '{"size_bytes":{"job":1}}'), (5, 1, 1, '', NULL, NULL, NULL), (6, 2, 0, 'D', 1, 0, NULL)`)
  const before = db.prepare('SELECT * FROM virtual_disk ORDER BY id').all() as object[]
  expect(diskWrites.version).toBe(30)
  diskWrites.up(db)
  expect(db.prepare('SELECT * FROM virtual_disk ORDER BY id').all()).toEqual(
    before.map((row) => ({ ...row, written_bytes_per_day: null, peak_write_bytes_per_second: null, write_sampled_seconds: null })),
  )
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'virtual_disk'").pluck().get()).toBe(1)
  const sampled = db.prepare('UPDATE virtual_disk SET written_bytes_per_day = ? WHERE id = 1')
  expect(() => sampled.run('much')).toThrow(/cannot store TEXT/)
  sampled.run(7_516_192_768)
  expect(() => db.exec("INSERT INTO virtual_disk (vm_id, ordinal, name) VALUES (1, 0, 'twin')")).toThrow(/UNIQUE/)
})
