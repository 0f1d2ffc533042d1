import type { Database } from 'better-sqlite3'
import type { PlanDocument } from '../../../preload/contract/plan.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import type { EstateFacts, MachineFacts, SetupContext, VmmServerFacts } from '../../domain/setup/context.ts'
import { findNamed } from '../../domain/setup/issue.ts'
import { allAccounts } from '../../domain/setup/target.ts'
import { sizeCatalogue } from '../../domain/sizes/sizes.ts'
import { eraOf, loadMachines, selectable } from './machine-facts.ts'

export interface LabRow {
  lab_id: string
  name: string
  seed: number
  clock_ms: number
  time_zone: string
  branch: number
  rule_pack: string
}

export const labOf = (db: Database): LabRow => {
  const row = db.prepare<[], LabRow>('SELECT lab_id, name, seed, clock_ms, time_zone, branch, rule_pack FROM lab').get()
  if (!row) throw new Error('A lab file without its lab row')
  return row
}

/** The lab as the head of a plan document. */
export const planHead = (lab: LabRow): PlanDocument['lab'] => ({
  id: lab.lab_id,
  name: lab.name,
  seed: lab.seed,
  clock: new Date(lab.clock_ms).toISOString(),
  branch: lab.branch,
  timeZone: lab.time_zone,
})

const all = <T>(db: Database, sql: string): T[] => db.prepare<[], T>(sql).all()

/** Sizes of the machines that Azure had then. */
export const sizesUnder = (rulePack: string): SetupContext['sizes'] =>
  sizeCatalogue
    .filter((size) => size.era === eraOf(rulePack))
    .map((size) => ({
      name: size.name,
      cores: size.vcpu,
      memoryGib: size.memGib,
      maxDataDisks: size.maxDataDisks,
      maxNics: size.maxNics,
      premium: size.premium,
    }))

/** Everything that the rules of the pages look at; machines only those that the answers name. */
export const loadSetupContext = (db: Database, answers: SetupAnswers): SetupContext => {
  const { rule_pack: rulePack, clock_ms: labMs } = labOf(db)
  const base: SetupContext = {
    rulePack,
    labMs,
    subscriptions: all<{ name: string }>(db, 'SELECT name FROM subscription ORDER BY id').map((row) => row.name),
    resourceGroups: all(
      db,
      'SELECT g.name, s.name AS subscription, g.region FROM resource_group g JOIN subscription s ON s.id = g.subscription_id ORDER BY g.id',
    ),
    vaults: all(
      db,
      `SELECT v.name, s.name AS subscription, g.name AS resourceGroup, v.region FROM vault v
       JOIN subscription s ON s.id = v.subscription_id JOIN resource_group g ON g.id = v.resource_group_id ORDER BY v.id`,
    ),
    vmmServers: loadServers(db, answers),
    storageAccounts: all(
      db,
      'SELECT name, account_type AS type, region, deployment_model AS deploymentModel FROM storage_account ORDER BY id',
    ),
    networks: loadNetworks(db),
    vmNetworks: loadVmNetworks(db),
    policies: all(db, 'SELECT name, copy_frequency_seconds AS copyFrequencySeconds FROM policy ORDER BY id'),
    policyInUse: new Map(
      all<{ cloud: string; policy: string }>(
        db,
        'SELECT DISTINCT c.name AS cloud, y.name AS policy FROM protected_item p JOIN cloud c ON c.id = p.cloud_id JOIN policy y ON y.id = p.policy_id',
      ).map((row) => [row.cloud, row.policy]),
    ),
    proxyAccount: loadProxyAccount(db),
    sizes: sizesUnder(rulePack),
    estate: loadEstate(db),
    machines: new Map(),
    takenAddresses: loadTaken(db),
    azureNames: new Map(
      all<{ name: string; id: number }>(db, 'SELECT azure_name AS name, vm_id AS id FROM protected_item').map((row) => [
        row.name.toLowerCase(),
        row.id,
      ]),
    ),
    recoveryPlans: all(
      db,
      `SELECT p.name, (SELECT count(*) FROM recovery_plan_item i WHERE i.recovery_plan_id = p.id) AS machines FROM recovery_plan p ORDER BY p.id`,
    ),
  }
  const premium = findNamed(allAccounts(answers, base), answers.target.storageAccount)?.type === 'Premium_LRS'
  return { ...base, machines: loadNamed(db, answers, rulePack, premium) }
}

const loadServers = (db: Database, answers: SetupAnswers): VmmServerFacts[] => {
  const servers = all<{ id: number; name: string; version: string | null; friendly: string | null; registered: number | null }>(
    db,
    'SELECT id, name, product_version AS version, friendly_name AS friendly, registered_lab_ms AS registered FROM vmm_server ORDER BY id',
  )
  const clouds = all<{ id: number; server: number | null; name: string; hosts: number; vms: number; hostGroups: number }>(
    db,
    `SELECT c.id, c.vmm_server_id AS server, c.name,
       (SELECT count(*) FROM cloud_host_group g WHERE g.cloud_id = c.id) AS hostGroups,
       (SELECT count(DISTINCT v.host_id) FROM vm v WHERE v.cloud_id = c.id) AS hosts,
       (SELECT count(*) FROM vm v WHERE v.cloud_id = c.id) AS vms
     FROM cloud c ORDER BY c.name COLLATE NOCASE, c.id`,
  )
  const eligible = new Map(
    all<{ cloud: number; n: number }>(
      db,
      `SELECT v.cloud_id AS cloud, count(*) AS n FROM vm v LEFT JOIN vm_readiness r ON r.vm_id = v.id WHERE ${selectable} GROUP BY v.cloud_id`,
    ).map((row) => [row.cloud, row.n]),
  )
  // Exports needn't name their VMM server: clouds without one belong to any server, also to one that is added by name.
  const cloudsOf = (server: number | null): VmmServerFacts['clouds'] =>
    clouds
      .filter((cloud) => cloud.server === null || cloud.server === server)
      .map(({ id, name, hosts, vms, hostGroups }) => ({ name, hosts, vms, hostGroups, eligible: eligible.get(id) ?? 0 }))
  const list = servers.map((row) => ({
    name: row.name,
    version: row.version,
    registered: row.registered !== null,
    friendlyName: row.friendly,
    clouds: cloudsOf(row.id),
  }))
  const wanted = answers.source.vmmServer.trim()
  const loose = cloudsOf(null)
  if (wanted !== '' && !findNamed(list, wanted) && loose.length > 0)
    list.push({ name: wanted, version: null, registered: false, friendlyName: null, clouds: loose })
  return list
}

export const loadNetworks = (db: Database): SetupContext['networks'] => {
  const subnets = all<{ network: number; name: string; range: string }>(
    db,
    'SELECT azure_network_id AS network, name, address_range AS range FROM azure_subnet ORDER BY azure_network_id, ordinal',
  )
  return all<{ id: number; name: string; region: string; addressRange: string; deploymentModel: string }>(
    db,
    'SELECT id, name, region, address_range AS addressRange, deployment_model AS deploymentModel FROM azure_network ORDER BY id',
  ).map(({ id, ...row }) => ({
    ...row,
    subnets: subnets.filter((each) => each.network === id).map(({ name, range }) => ({ name, range })),
  }))
}

const loadVmNetworks = (db: Database): SetupContext['vmNetworks'] => {
  const subnets = new Map<number, { name: string; range: string | null }[]>()
  for (const row of all<{ network: number; name: string; range: string | null }>(
    db,
    'SELECT vm_network_id AS network, name, address_range AS range FROM vm_subnet ORDER BY vm_network_id, ordinal',
  ))
    subnets.set(row.network, [...(subnets.get(row.network) ?? []), { name: row.name, range: row.range }])
  return all<{ id: number; name: string; vmmServer: string | null; logicalNetwork: string | null; vms: number }>(
    db,
    `SELECT n.id, n.name, s.name AS vmmServer, l.name AS logicalNetwork, coalesce(u.vms, 0) AS vms FROM vm_network n
     LEFT JOIN vmm_server s ON s.id = n.vmm_server_id LEFT JOIN logical_network l ON l.id = n.logical_network_id
     LEFT JOIN (SELECT vm_network_id, count(DISTINCT vm_id) AS vms FROM network_adapter GROUP BY vm_network_id) u ON u.vm_network_id = n.id
     ORDER BY n.name COLLATE NOCASE, n.id`,
  ).map(({ id, ...row }) => ({ ...row, subnets: subnets.get(id) ?? [] }))
}

export const proxyAccountName = 'DRAProxyAccount'

const loadProxyAccount = (db: Database): SetupContext['proxyAccount'] => {
  const row = db
    .prepare<[string], { userName: string; ref: string | null }>(
      'SELECT user_name AS userName, keychain_ref AS ref FROM run_as_account WHERE name = ?',
    )
    .get(proxyAccountName)
  return row ? { userName: row.userName, hasSecret: row.ref !== null } : null
}

/** "Windows Server 2012 R2" or later by name; null when the name tells no Windows Server release. */
const isModernHost = (os: string | null): boolean | null => {
  const match = os === null ? null : /(?:windows\s+server|hyper-v\s+server)\D*(\d{4})(\s*R2)?/i.exec(os)
  if (!match) return null
  const year = Number(match[1])
  return year > 2012 || (year === 2012 && match[2] !== undefined)
}

const loadEstate = (db: Database): EstateFacts => {
  const hosts = all<{ os: string | null }>(db, 'SELECT os_name AS os FROM host').map((row) => isModernHost(row.os))
  const vms = db
    .prepare<[], { vms: number; eligible: number; ready: number; onNetwork: number }>(
      `SELECT count(*) AS vms, coalesce(sum(${selectable}), 0) AS eligible, coalesce(sum(r.verdict = 'ready'), 0) AS ready,
         (SELECT count(DISTINCT vm_id) FROM network_adapter WHERE vm_network_id IS NOT NULL) AS onNetwork
       FROM vm v LEFT JOIN vm_readiness r ON r.vm_id = v.id`,
    )
    .get()
  const linked = db.prepare('SELECT count(*) FROM vm_network WHERE logical_network_id IS NOT NULL').pluck().get() as number
  return {
    vms: vms?.vms ?? 0,
    eligibleVms: vms?.eligible ?? 0,
    readyVms: vms?.ready ?? 0,
    hosts: hosts.length,
    hostsModern: hosts.filter((modern) => modern === true).length,
    hostsOld: hosts.filter((modern) => modern === false).length,
    hostsUnknown: hosts.filter((modern) => modern === null).length,
    vmsOnNetwork: vms?.onNetwork ?? 0,
    vmNetworksLinked: linked,
  }
}

const loadTaken = (db: Database): SetupContext['takenAddresses'] =>
  new Map(
    all<{ network: string; ip: string; id: number; name: string }>(
      db,
      `SELECT n.name AS network, a.ip_address AS ip, v.id, v.name FROM protected_item_adapter a
       JOIN protected_item p ON p.id = a.protected_item_id JOIN vm v ON v.id = p.vm_id
       JOIN azure_network n ON n.id = p.azure_network_id WHERE a.ip_address IS NOT NULL`,
    ).map((row) => [`${row.network.toLowerCase()}\n${row.ip}`, { id: row.id, name: row.name }]),
  )

const loadNamed = (db: Database, answers: SetupAnswers, rulePack: string, premium: boolean): SetupContext['machines'] => {
  const names = JSON.stringify([...new Set(answers.machines.items.map((item) => item.name))])
  const ids = db
    .prepare<[string], number>('SELECT id FROM vm WHERE name COLLATE NOCASE IN (SELECT value FROM json_each(?)) ORDER BY id')
    .pluck()
    .all(names) as number[]
  const machines = new Map<string, MachineFacts[]>()
  for (const machine of loadMachines(db, ids, rulePack, premium)) {
    const key = machine.name.toLowerCase()
    const list = machines.get(key)
    if (list) list.push(machine)
    else machines.set(key, [machine])
  }
  return machines
}
