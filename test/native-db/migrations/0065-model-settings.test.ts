import { expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { modelSettings } from '../../../native-db/migrations/0065-model-settings.ts'
import { migrations } from '../../../native-db/migrations/registry.ts'

test('a lab gets a place for changed assumptions, one value a name', () => {
  const db = connect(':memory:')
  for (const step of migrations) if (step.version < modelSettings.version) step.up(db)
  modelSettings.up(db)
  const set = db.prepare('INSERT INTO model_setting (name, value) VALUES (?, ?)')
  set.run('warnRpoMs', 5_400_000)
  expect(() => set.run('warnRpoMs', 1)).toThrow(/UNIQUE/)
  expect(() => set.run('critRpoMs', 'late')).toThrow(/cannot store TEXT/)
  expect(db.prepare('SELECT name, value FROM model_setting').all()).toEqual([{ name: 'warnRpoMs', value: 5_400_000 }])
})
