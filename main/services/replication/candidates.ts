import type { Database } from 'better-sqlite3'
import type { Candidate } from '../../../preload/contract/enable-replication.ts'
import { setupAnswers } from '../../../preload/contract/setup-answers.ts'
import { landingSubnet } from '../../domain/mapping/landing.ts'
import { knownOsDisk, reasonsAgainst } from '../../domain/setup/eligibility.ts'
import { proposeAzureVmName } from '../../domain/setup/names.ts'
import { sizeCatalogue } from '../../domain/sizes/sizes.ts'
import { compileFilter } from '../inventory/filter-sql.ts'
import { lists } from '../inventory/lists.ts'
import { policyRows } from '../policies.ts'
import { eraOf, loadMachines, selectable } from '../setup/machine-facts.ts'
import { labOf, loadSetupContext } from '../setup/setup-context.ts'
import { type Base, baseOf } from './enable.ts'

/** Machines for +Replicate, those that can be replicated first. Throws AppError `filter-syntax`, `setup-unfinished`. */
export const candidatesOf = (
  db: Database,
  { where, offset, limit }: { where: string; offset: number; limit: number },
): { total: number; eligible: number; rows: Candidate[] } => {
  const base = baseOf(db)
  const filter = compileFilter('vms', where)
  const from = `FROM ${lists.vms.from} WHERE ${filter.sql}`
  const counts = db.prepare(`SELECT count(*) AS total, coalesce(sum(${selectable}), 0) AS eligible ${from}`).get(...filter.params) as {
    total: number
    eligible: number
  }
  const ids = db
    .prepare(`SELECT v.id ${from} ORDER BY (${selectable}) DESC, v.name COLLATE NOCASE, v.id LIMIT ? OFFSET ?`)
    .pluck()
    .all(...filter.params, limit, offset) as number[]
  const context = loadSetupContext(db, setupAnswers.parse({}))
  return {
    ...counts,
    rows: loadMachines(db, ids, labOf(db).rule_pack, base.premium).map((machine): Candidate => {
      const reasons = reasonsAgainst(machine, '')
      const osDisk = knownOsDisk(machine)
      const place = landing(base, context.networks, machine.nics)
      return {
        vmId: machine.id,
        name: machine.name,
        host: machine.host,
        cloud: machine.cloud,
        osName: machine.osName,
        osFamily: machine.osFamily,
        osDiskId: machine.disks.find((disk) => disk.name === osDisk)?.id ?? null,
        disks: machine.disks.map(({ id, name, sizeBytes, isOs }) => ({ id, name, sizeBytes, isOs })),
        nics: machine.nics.map(({ name, network, ip }) => ({ name, network, ip })),
        verdict: machine.verdict,
        eligible: reasons.length === 0,
        findings: [...reasons, ...machine.findings.filter((each) => !reasons.includes(each))],
        azureName: proposeAzureVmName(machine.name),
        size: machine.smallestSize,
        ...place,
        policyId: base.policies.get((machine.cloud ?? '').toLowerCase())?.policy ?? null,
      }
    }),
  }
}

/** Where the first mapped adapter lands (N5). */
const landing = (
  base: Base,
  networks: readonly { name: string; subnets: readonly { name: string }[] }[],
  nics: readonly { network: string | null; subnet: string | null }[],
): { networkId: number | null; subnet: string | null } => {
  for (const nic of nics) {
    const target = base.mappings.find((mapping) => mapping.source === nic.network)?.target
    const network = networks.find((each) => each.name === target)
    const id = [...base.networks].find(([, name]) => name === target)?.[0]
    if (network === undefined || id === undefined) continue
    const subnet = landingSubnet(
      nic.subnet ?? '',
      network.subnets.map((each) => each.name),
    )
    return { networkId: id, subnet: subnet?.targetSubnet ?? null }
  }
  return { networkId: null, subnet: null }
}

/** What the steps of Enable replication offer. */
export const choicesOf = (db: Database) => {
  const context = loadSetupContext(db, setupAnswers.parse({}))
  const ids = new Map(
    (db.prepare('SELECT id, name FROM azure_network').all() as { id: number; name: string }[]).map((row) => [row.name, row.id]),
  )
  const used = new Set(
    db
      .prepare(
        'SELECT azure_network_id FROM network_mapping UNION SELECT azure_network_id FROM protected_item WHERE azure_network_id IS NOT NULL',
      )
      .pluck()
      .all() as number[],
  )
  return {
    policies: policyRows(db),
    networks: context.networks.flatMap((network) => {
      const id = ids.get(network.name)
      return id === undefined
        ? []
        : [
            {
              id,
              name: network.name,
              region: network.region,
              subnets: network.subnets.map((each) => ({ ...each })),
              isolated: !used.has(id),
            },
          ]
    }),
    sizes: sizeCatalogue
      .filter((size) => size.era === eraOf(labOf(db).rule_pack))
      .map((size) => ({
        name: size.name,
        cores: size.vcpu,
        memoryGib: size.memGib,
        maxDataDisks: size.maxDataDisks,
        maxNics: size.maxNics,
      })),
    availabilitySets: db
      .prepare('SELECT DISTINCT availability_set FROM protected_item WHERE availability_set IS NOT NULL ORDER BY 1')
      .pluck()
      .all() as string[],
  }
}
