import type { Database } from 'better-sqlite3'
import type { Finding } from '../../../preload/contract/common.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { knownOsDisk, reasonsAgainst } from '../../domain/setup/eligibility.ts'
import { findNamed } from '../../domain/setup/issue.ts'
import { proposeAzureVmName } from '../../domain/setup/names.ts'
import { compileFilter } from '../inventory/filter-sql.ts'
import { lists } from '../inventory/lists.ts'
import { type LabMachine, loadMachines, selectable } from './machine-facts.ts'
import { labOf } from './setup-context.ts'

export interface SetupMachineRow {
  id: number
  name: string
  host: string | null
  cloud: string | null
  osName: string | null
  osFamily: 'windows' | 'linux' | null
  osNeeded: boolean
  osDisk: string | null
  disks: { name: string; sizeBytes: number | null; isOs: boolean | null }[]
  nics: { name: string; network: string | null; ipMode: 'static' | 'dhcp' | null; ip: string | null }[]
  cpuCount: number | null
  memoryBytes: number | null
  verdict: LabMachine['verdict']
  eligible: boolean
  findings: Finding[]
  proposedSize: string | null
  proposedAzureName: string
}

interface Query {
  answers: SetupAnswers
  where: string
}

/** Machines of the source cloud (of all clouds while none is chosen) that pass the filter. Throws AppError `filter-syntax`. */
const scopeOf = ({ answers, where }: Query): { from: string; params: (string | number | null)[] } => {
  const filter = compileFilter('vms', where)
  const { cloud } = answers.machines
  const inCloud = cloud === '' ? '1' : 'v.cloud_id = (SELECT id FROM cloud WHERE name = ? COLLATE NOCASE ORDER BY name = ? DESC LIMIT 1)'
  return {
    // the filter speaks of the aliases of the list's own joins (v, r, h …)
    from: `FROM ${lists.vms.from} WHERE ${inCloud} AND ${filter.sql}`,
    params: [...(cloud === '' ? [] : [cloud, cloud]), ...filter.params],
  }
}

const byName = 'ORDER BY v.name COLLATE NOCASE, v.id'

const rowOf = (machine: LabMachine, cloud: string): SetupMachineRow => {
  const osDisk = knownOsDisk(machine)
  const reasons = reasonsAgainst(machine, cloud)
  return {
    id: machine.id,
    name: machine.name,
    host: machine.host,
    cloud: machine.cloud,
    osName: machine.osName,
    osFamily: machine.osFamily,
    osNeeded: machine.osFamily === null || osDisk === null,
    osDisk,
    disks: machine.disks.map(({ name, sizeBytes, isOs }) => ({ name, sizeBytes, isOs })),
    nics: machine.nics.map(({ name, network, ipMode, ip }) => ({ name, network, ipMode, ip })),
    cpuCount: machine.cpuCount,
    memoryBytes: machine.memoryBytes,
    verdict: machine.verdict,
    eligible: reasons.length === 0,
    findings: [...reasons, ...machine.findings.filter((each) => !reasons.includes(each))],
    proposedSize: machine.smallestSize,
    proposedAzureName: proposeAzureVmName(machine.name),
  }
}

const premiumOf = (db: Database, answers: SetupAnswers): boolean => {
  const planned = findNamed(answers.target.createStorageAccounts, answers.target.storageAccount)?.type
  const known = db
    .prepare('SELECT account_type FROM storage_account WHERE name = ? COLLATE NOCASE')
    .pluck()
    .get(answers.target.storageAccount)
  return (known ?? planned) === 'Premium_LRS'
}

export const listMachines = (
  db: Database,
  query: Query & { offset: number; limit: number; eligibleOnly: boolean; ids?: number[] | undefined },
): { total: number; eligible: number; rows: SetupMachineRow[] } => {
  const scope = scopeOf(query)
  const counts = db
    .prepare<unknown[], { total: number; eligible: number }>(
      `SELECT count(*) AS total, coalesce(sum(${selectable}), 0) AS eligible ${scope.from}`,
    )
    .get(...scope.params)
  const total = counts?.total ?? 0
  const eligible = counts?.eligible ?? 0
  const only = query.eligibleOnly ? `AND ${selectable}` : ''
  const ids = query.ids
    ? query.ids
    : (db
        .prepare(`SELECT v.id ${scope.from} ${only} ${byName} LIMIT ? OFFSET ?`)
        .pluck()
        .all(...scope.params, query.limit, query.offset) as number[])
  const machines = loadMachines(db, ids, labOf(db).rule_pack, premiumOf(db, query.answers))
  return { total: query.eligibleOnly ? eligible : total, eligible, rows: machines.map((each) => rowOf(each, query.answers.machines.cloud)) }
}

/** For [Select all eligible]: names, with the host so that machines of one name stay apart. */
export const listEligible = (db: Database, query: Query): { name: string; host: string | null }[] => {
  const scope = scopeOf(query)
  return db
    .prepare<unknown[], { name: string; host: string | null }>(
      `SELECT v.name, (SELECT h.name FROM host h WHERE h.id = v.host_id) AS host ${scope.from} AND ${selectable} ${byName}`,
    )
    .all(...scope.params)
}
