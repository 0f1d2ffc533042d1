import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { canonical, entryHash, firstHash, verifyChangeLog } from '../../../../main/services/lab/change-log.ts'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { connect, openDatabase } from '../../../../native-db/database/open.ts'
import { anna, deriveReady, labFolder, noRejects, oneFile } from '../../../support/lab.ts'

const labs = labFolder()
afterAll(() => labs.drop())

/** A lab with something of everything: an import, edits, and one machine planned for protection. */
const lived = (): string => {
  const store = labs.open(undefined, { derive: deriveReady })
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  const at = { file: 0, line: 2 }
  const network = batch.insert('vm_network', { name: 'n' }, at)
  const subnet = batch.insert('vm_subnet', { vm_network_id: network, ordinal: 0, name: 's' }, at)
  for (const name of ['a', 'b']) {
    const vm = batch.insert('vm', { name, memory_bytes: 2 ** 32 }, at)
    batch.insert('virtual_disk', { vm_id: vm, ordinal: 0, name: 'os', is_os: 1 }, at)
    batch.insert('virtual_disk', { vm_id: vm, ordinal: 1, name: 'data', is_os: 0 }, at)
    batch.insert('network_adapter', { vm_id: vm, ordinal: 0, name: 'nic', vm_network_id: network, vm_subnet_id: subnet }, at)
  }
  batch.insert('vm_network', { name: 'other' }, at)
  batch.commit(noRejects)
  store.apply({ ...anna, byUser: true }, (tx) => tx.update('vm', 1, { name: 'edited' }))
  store.apply(anna, (tx) => {
    const root = tx.insert('host_group', { name: 'All Hosts', path: 'All Hosts' })
    tx.insert('host_group', { name: 'Site', path: 'All Hosts\\Site', parent_id: root })
    const subscription = tx.insert('subscription', { name: 's' })
    const group = tx.insert('resource_group', { subscription_id: subscription, name: 'g', region: 'West Europe' })
    const common = { subscription_id: subscription, resource_group_id: group, region: 'West Europe', deployment_model: 'resource-manager' }
    const vault = tx.insert('vault', { ...common, name: 'v' })
    const other = tx.insert('vault', { ...common, name: 'v2' })
    const storage = tx.insert('storage_account', { ...common, name: 'st', account_type: 'Standard_GRS' })
    const azure = tx.insert('azure_network', { ...common, name: 'net', address_range: '10.0.0.0/16' })
    tx.insert('azure_subnet', { azure_network_id: azure, ordinal: 0, name: 'sub', address_range: '10.0.0.0/24' })
    const cloud = tx.insert('cloud', { name: 'c' })
    const settings = {
      copy_frequency_seconds: 300,
      retention_hours: 4,
      app_consistent_hours: 1,
      initial_replication_start: 'immediately',
      encrypt: 0,
    }
    const policy = tx.insert('policy', { ...settings, vault_id: vault, name: 'p' })
    tx.insert('policy', { ...settings, vault_id: other, name: 'p2' })
    tx.insert('policy_cloud', { policy_id: policy, cloud_id: cloud })
    tx.insert('network_mapping', { vault_id: vault, vm_network_id: 1, azure_network_id: azure })
    const server = tx.insert('vmm_server', { name: 'vmm' })
    const item = tx.insert('protected_item', {
      vm_id: 1,
      vault_id: vault,
      cloud_id: cloud,
      policy_id: policy,
      storage_account_id: storage,
      resource_group_id: group,
      deployment_model: 'resource-manager',
      azure_name: 'a',
      azure_size: 'Standard_A1',
      azure_network_id: azure,
      os_family: 'windows',
      os_disk_id: 1,
    })
    tx.insert('protected_item_adapter', { protected_item_id: item, network_adapter_id: 1, subnet_name: 'sub' })
    tx.insert('protected_item_excluded_disk', { protected_item_id: item, virtual_disk_id: 2 })
    const plan = tx.insert('recovery_plan', {
      vault_id: vault,
      name: 'Plan 1',
      vmm_server_id: server,
      deployment_model: 'resource-manager',
    })
    tx.insert('recovery_plan_item', { recovery_plan_id: plan, group_number: 1, ordinal: 0, protected_item_id: item })
  })
  store.quiet((db) => db.exec("INSERT INTO wizard_draft VALUES ('setup', 'vault', '{}', 1)"))
  store.close()
  return store.file
}

const original = readFileSync(lived())
/** What the check says of the same lab after somebody wrote into it behind the console's back. */
const checkedAfter = (sql: string, constraints = true) => {
  const file = labs.path()
  writeFileSync(file, original)
  const raw = connect(file)
  if (!constraints) raw.pragma('ignore_check_constraints = ON')
  raw.pragma('foreign_keys = OFF')
  raw.exec(sql)
  raw.close()
  const db = openDatabase(file, { reader: true })
  try {
    return checkLab(db)
  } finally {
    db.close()
  }
}

test('a lab that only the console wrote is in order', () => {
  expect(checkedAfter('SELECT 1')).toEqual({ ok: true, problems: [] })
})

test.each([
  ['an entry was changed', "UPDATE change_log SET actor = 'mallory' WHERE id = 3", 'change-log', 'change_log', 3],
  ['an entry was removed', 'DELETE FROM change_log WHERE id = 3', 'change-log', 'change_log', 4],
  [
    'an entry was changed with its hash',
    "UPDATE change_log SET after = '{}', hash = previous_hash WHERE id = 3",
    'change-log',
    'change_log',
    3,
  ],
  ['the record of an import was changed', 'UPDATE import_insert SET last_row_id = 99 WHERE ordinal = 0', 'change-log', 'change_log', 1],
  ['an import lost its entry', "UPDATE change_log SET batch_id = NULL WHERE op = 'import'", 'change-log', 'change_log', 1],
  ['a machine has no verdict', 'DELETE FROM vm_readiness WHERE vm_id = 2', 'readiness-missing', 'vm', 2],
  ['a verdict miscounts', 'UPDATE vm_readiness SET blocker_count = 1 WHERE vm_id = 2', 'readiness-counts', 'vm_readiness', 2],
  ['a reference leads nowhere', 'UPDATE virtual_disk SET vm_id = 77 WHERE id = 4', 'broken-reference', 'virtual_disk', 4],
  ['the lab describes itself twice', 'DELETE FROM lab', 'lab-row', 'lab', null],
  ['the application id is gone', 'PRAGMA application_id = 1', 'lab-foreign', 'lab', null],
  ['an origin names a file too many', 'UPDATE vm SET origin_file = 1 WHERE id = 2', 'origin-row', 'vm', 2],
  ['a field names a job that is not there', 'UPDATE vm SET field_origins = \'{"name":{"job":99}}\' WHERE id = 1', 'origin-field', 'vm', 1],
  ['a field origin is no JSON', "UPDATE vm SET field_origins = 'x' WHERE id = 1", 'origin-field', 'vm', 1],
  ['a size is negative', 'UPDATE virtual_disk SET size_bytes = -1 WHERE id = 3', 'negative-size', 'virtual_disk', 3],
  ['memory is negative', 'UPDATE vm SET memory_bytes = -1 WHERE id = 2', 'negative-size', 'vm', 2],
  ['a host has negative memory', "INSERT INTO host (id, name, memory_bytes) VALUES (9, 'h', -5)", 'negative-size', 'host', 9],
  ['two disks hold the system', 'UPDATE virtual_disk SET is_os = 1 WHERE id = 4', 'two-os-disks', 'vm', 2],
  ["a path is not its parent's", "UPDATE host_group SET path = 'Elsewhere\\Site' WHERE id = 2", 'host-group-path', 'host_group', 2],
  ['addresses are no list', "UPDATE network_adapter SET ip_addresses = '{}' WHERE id = 2", 'adapter-addresses', 'network_adapter', 2],
  ['a subnet is of another network', 'UPDATE network_adapter SET vm_network_id = 2 WHERE id = 2', 'adapter-subnet', 'network_adapter', 2],
  ['a policy is of another vault', 'UPDATE protected_item SET policy_id = 2', 'policy-vault', 'protected_item', 1],
  ['snapshots are rarer than retention', 'UPDATE policy SET app_consistent_hours = 4 WHERE id = 1', 'policy-retention', 'policy', 1],
  ['a cloud has lost its policy', 'DELETE FROM policy_cloud', 'policy-cloud', 'protected_item', 1],
  ["the OS disk is another machine's", 'UPDATE protected_item SET os_disk_id = 3', 'os-disk-owner', 'protected_item', 1],
  ['storage is in another region', "UPDATE storage_account SET region = 'North Europe'", 'region-storage', 'protected_item', 1],
  ['a network is in another region', "UPDATE azure_network SET region = 'North Europe'", 'region-network', 'protected_item', 1],
  [
    "an adapter is another machine's",
    'UPDATE protected_item_adapter SET network_adapter_id = 2',
    'adapter-owner',
    'protected_item_adapter',
    1,
  ],
  [
    'a subnet is not of the network',
    "UPDATE protected_item_adapter SET subnet_name = 'x'",
    'adapter-target-subnet',
    'protected_item_adapter',
    1,
  ],
  [
    'the OS disk is left out',
    'UPDATE protected_item_excluded_disk SET virtual_disk_id = 1',
    'excluded-disk-owner',
    'protected_item_excluded_disk',
    1,
  ],
  ['a plan is of another vault', 'UPDATE recovery_plan SET vault_id = 2', 'plan-vault', 'recovery_plan_item', 1],
  ['a job ended without a time', 'UPDATE job SET ended_wall_ms = NULL WHERE id = 2', 'job-times', 'job', 2],
  ['the rejects of an import are no JSON', "UPDATE import_batch SET rejects = 'x'", 'import-record', 'import_batch', 1],
  ['a draft is no JSON', "UPDATE wizard_draft SET answers = 'x'", 'draft-unreadable', 'wizard_draft', null],
  ['a value breaks a check of the schema', 'UPDATE vm SET generation = 3 WHERE id = 1', 'damaged-page', 'lab', null],
])('found: %s', (_, sql, code, table, row) => {
  const found = checkedAfter(sql, !sql.includes('generation = 3'))
  expect(found.ok).toBe(false)
  expect(found.problems).toContainEqual({ code, table, row, message: expect.stringMatching(/./) })
})

test('found: damaged pages, as problems and not as an error', () => {
  const bytes = Buffer.from(original)
  bytes.fill(0x5a, 4096 * 6, 4096 * 8)
  const file = labs.path()
  writeFileSync(file, bytes)
  const db = openDatabase(file, { reader: true })
  const found = checkLab(db)
  db.close()
  expect(found.ok).toBe(false)
  expect(found.problems.some((problem) => problem.code === 'damaged-page')).toBe(true)
})

describe('the chain of the change log', () => {
  test('starts at 64 zeros and each entry carries the hash of the one before', () => {
    const store = labs.open()
    for (const name of ['a', 'b', 'c']) store.apply(anna, (tx) => tx.insert('cloud', { name }))
    const rows = store.db.prepare('SELECT previous_hash, hash FROM change_log ORDER BY id').all() as {
      previous_hash: string
      hash: string
    }[]
    expect(rows[0]?.previous_hash).toBe(firstHash)
    expect(rows[1]?.previous_hash).toBe(rows[0]?.hash)
    expect(rows[2]?.previous_hash).toBe(rows[1]?.hash)
    expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row.hash))).toBe(true)
    expect(verifyChangeLog(store.db)).toEqual([])
  })

  test('the format is fixed: a lab written today must verify in every later version', () => {
    const entry = {
      job_id: 2,
      batch_id: null,
      actor: 'anna',
      wall_ms: 3,
      lab_ms: 4,
      branch: 0,
      table_name: 'subscription',
      row_id: 5,
      before: null,
    }
    // printf '%064d\n[1,2,null,"anna",3,4,0,"insert","subscription",5,null,"{\\"name\\":\\"Größe\\"}"]' 0 | sha256sum
    expect(entryHash(firstHash, 1, { ...entry, op: 'insert', after: '{"name":"Größe"}' })).toBe(
      'cbd5c3123cfa839e3cf3d300508c2aa40c848d9b66e501f681755e65fd3c3103',
    )
    expect(canonical({ name: 'x', id: 1, azure_id: null })).toBe('{"azure_id":null,"id":1,"name":"x"}')
  })
})
