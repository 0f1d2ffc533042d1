import { expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { azureMachines } from '../../../native-db/migrations/0060-azure-machines.ts'
import { migrations } from '../../../native-db/migrations/registry.ts'

test('machines in Azure keep their rows; adapters become rows with an index; ticks get a place', () => {
  const db = connect(':memory:')
  for (const step of migrations) if (step.version < azureMachines.version) step.up(db)
  const add = db.prepare(
    `INSERT INTO azure_vm (id, protected_item_id, name, size, resource_group, network, adapters, created_by, created_ms, state)
     VALUES (?, ?, ?, 'Standard_A2', 'rg-dr', ?, ?, ?, 5, 'running')`,
  )
  add.run(
    3,
    7,
    'web-test',
    'Gone-Net',
    '[{"name":"A","subnet":"web","address":null},{"name":"B","subnet":null,"address":"10.0.0.4"}]',
    'test',
  )
  add.run(9, 8, 'bare', null, '[]', 'planned')
  azureMachines.up(db)
  expect(db.prepare('SELECT id, protected_item_id, network, network_id, deployment_model, state FROM azure_vm ORDER BY id').all()).toEqual([
    { id: 3, protected_item_id: 7, network: 'Gone-Net', network_id: null, deployment_model: 'resource-manager', state: 'running' },
    { id: 9, protected_item_id: 8, network: null, network_id: null, deployment_model: 'resource-manager', state: 'running' },
  ])
  expect(db.prepare('SELECT azure_vm_id, ordinal, name, subnet, address, assignment FROM azure_vm_adapter ORDER BY id').all()).toEqual([
    { azure_vm_id: 3, ordinal: 0, name: 'A', subnet: 'web', address: null, assignment: null },
    { azure_vm_id: 3, ordinal: 1, name: 'B', subnet: null, address: '10.0.0.4', assignment: 'static' },
  ])
  const strict = db.prepare(
    "SELECT count(*) FROM pragma_table_list WHERE strict = 1 AND name IN ('azure_vm','azure_vm_adapter','azure_vm_disk','connect_tick')",
  )
  expect(strict.pluck().get()).toBe(4)
  const plan = (sql: string) => (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])[0]?.detail
  expect(plan("SELECT 1 FROM azure_vm_adapter WHERE network_id = 1 AND address = '10.0.0.4'")).toMatch(/azure_vm_adapter_address/)
  expect(plan("SELECT 1 FROM protected_item_adapter WHERE ip_address = '10.0.0.4'")).toMatch(/protected_item_adapter_address/)
  expect(plan("SELECT 1 FROM connect_tick WHERE protected_item_id = 1 AND step = 'agent'")).toMatch(/connect_tick_item/)
  expect(db.pragma('foreign_key_check')).toEqual([])
  db.pragma('foreign_keys = ON')
  db.exec('DELETE FROM azure_vm WHERE id = 3')
  expect(db.prepare('SELECT count(*) FROM azure_vm_adapter').pluck().get()).toBe(0)
  expect(() => db.exec("INSERT INTO connect_tick VALUES (1, 1, 'WEB01', 'agent', 'perhaps', '', 'anna', 1, 1, NULL)")).toThrow(/CHECK/)
})
