import { expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { azureTarget } from '../../../native-db/migrations/0055-azure-target.ts'
import { migrations } from '../../../native-db/migrations/registry.ts'

test('subscriptions stay without limits, adapters without a type, and an address stands once in a network', () => {
  const db = connect(':memory:')
  for (const step of migrations) if (step.version < azureTarget.version) step.up(db)
  db.pragma('foreign_keys = OFF')
  db.exec("INSERT INTO subscription (id, name) VALUES (1, 'Sub')")
  db.exec("INSERT INTO protected_item_adapter (protected_item_id, network_adapter_id, ip_address) VALUES (1, 1, '10.0.0.9')")
  azureTarget.up(db)
  expect(db.prepare('SELECT core_quota, adapter_quota FROM subscription').all()).toEqual([{ core_quota: null, adapter_quota: null }])
  expect(db.prepare('SELECT ip_address, nic_type FROM protected_item_adapter').all()).toEqual([{ ip_address: '10.0.0.9', nic_type: null }])
  expect(() => db.exec("UPDATE protected_item_adapter SET nic_type = 'third'")).toThrow(/CHECK/)
  expect(() => db.exec('UPDATE subscription SET core_quota = -1')).toThrow(/CHECK/)
  const take = db.prepare("INSERT INTO azure_address (azure_network_id, address, used_by) VALUES (?, '10.0.0.9', 'FW01')")
  take.run(1)
  take.run(2)
  expect(() => take.run(1)).toThrow(/UNIQUE/)
})
