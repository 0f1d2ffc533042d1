import type { Database, Statement } from 'better-sqlite3'
import { connectedAdapters, type NicType } from '../../domain/failover/adapters.ts'
import { type AzureWish, azureRefusal } from '../../domain/failover/azure-check.ts'
import { contains, parseCidr, parseIpv4 } from '../../domain/mapping/ipv4.ts'
import type { Action } from '../../domain/replication/actions.ts'
import type { FaultReason } from '../../domain/replication/scenario.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import type { ItemView } from '../../domain/replication/views.ts'
import { findSize } from '../../domain/sizes/sizes.ts'
import { eraOf } from '../setup/machine-facts.ts'
import type { InputBody, Op } from './simulation-store.ts'
import { testChoiceOf } from './test-choices.ts'

interface ItemRow {
  id: number
  name: string
  azure_size: string
  availability_set: string | null
  network_id: number | null
  core_quota: number | null
  adapter_quota: number | null
  data_disks: number
}
type Nic = { name: string; subnet: string | null; ip: string | null; type: NicType | null }

/** What stands in Azure, or is on its way there, besides what is asked for now. */
const holdsAzure = (view: ItemView): boolean =>
  view.drill !== null ||
  view.state === 'M12' ||
  view.state === 'M13' ||
  view.state === 'M14' ||
  view.state === 'M15' ||
  ((view.state === 'M10' || view.state === 'M11') && view.phase !== 'failed')

/**
 * Asks Azure before machines are created there: addresses, quota, size (model 7.6). The answer is given when the failover is asked for, with all
 * that is already on its way counted, and is stored with the input, so that a replay needs no lab.
 */
export class AzureDesk {
  readonly #db: Database
  readonly #sim: Simulation
  readonly #itemOf: (vm: string) => number | undefined
  readonly #era: ReturnType<typeof eraOf>
  /** Granted in this very input: item -> cores, adapters, addresses. */
  readonly #granted = new Map<
    number,
    { cores: number; nics: number; network: number | null; addresses: string[]; unnamed: Map<string, number> }
  >()
  #standing: Map<number, { cores: number; nics: number }> | null = null
  readonly #statements = new Map<string, Statement<unknown[], unknown>>()
  /** Plans that this very input brings or changes. */
  readonly #plans = new Map<string, readonly string[]>()

  constructor(db: Database, sim: Simulation, itemOf: (vm: string) => number | undefined) {
    this.#db = db
    this.#sim = sim
    this.#itemOf = itemOf
    this.#era = eraOf(db.prepare('SELECT rule_pack FROM lab').pluck().get() as string)
  }

  /** Null = Azure would create it now. */
  ask(item: number, test: boolean): FaultReason | null {
    const row = this.#row(item)
    if (row === undefined) return null
    const found = findSize(row.azure_size)
    const size = found === undefined || found.era !== this.#era ? null : { ...found, cores: found.vcpu }
    const nics = connectedAdapters(this.#nics(item), size?.maxNics ?? Number.MAX_SAFE_INTEGER)
    const networkId = test ? (testChoiceOf(this.#db, item)?.networkId ?? null) : row.network_id
    const wish: AzureWish = {
      test,
      size,
      sizeName: row.azure_size,
      dataDisks: row.data_disks,
      network: this.#network(networkId),
      adapters: nics,
      addressOwner: (address) => this.#owner(networkId, address, item),
      usedIn: (subnet) => this.#used(networkId, subnet, item),
      setSeries: test || row.availability_set === null ? null : this.#set(row.availability_set, item),
      cores: { limit: row.core_quota, used: row.core_quota === null ? 0 : this.#inUse(item).cores },
      nics: { limit: row.adapter_quota, used: row.adapter_quota === null ? 0 : this.#inUse(item).nics },
    }
    const refused = azureRefusal(wish)
    if (refused === null) {
      const unnamed = new Map<string, number>()
      for (const { subnet, ip } of nics) if (ip === null) unnamed.set(subnet ?? '', (unnamed.get(subnet ?? '') ?? 0) + 1)
      const addresses = nics.flatMap(({ ip }) => ip ?? [])
      this.#granted.set(item, { cores: size?.cores ?? 0, nics: nics.length, network: networkId, addresses, unnamed })
    }
    return refused
  }

  /** What stands in Azure or is on its way there. */
  inUse(): { cores: number; adapters: number } {
    const { cores, nics } = this.#inUse(-1)
    return { cores, adapters: nics }
  }

  /** The input with what Azure says of each machine that it is to create. */
  answer(body: InputBody): InputBody {
    const ops: Op[] = []
    for (const op of body.ops) {
      if ('extend' in op)
        for (const plan of op.extend.plans ?? [])
          this.#plans.set(
            plan.name,
            plan.groups.flatMap((group) => group.vms),
          )
      if ('edit' in op && op.edit.edit === 'plan')
        this.#plans.set(
          op.edit.plan.name,
          op.edit.plan.groups.flatMap((group) => group.vms),
        )
      if ('act' in op) for (const { vm, test } of this.#creates(op.act)) ops.push(...this.#tell(vm, test))
      ops.push(op)
    }
    return ops.length === body.ops.length ? body : { ...body, ops }
  }

  #tell(vm: string, test: boolean): Op[] {
    const item = this.#itemOf(vm)
    const reason = item === undefined ? null : this.ask(item, test)
    const before = this.#sim.scenario.faults.some((each) => each.kind === 'createFail' && each.vm === vm && each.reason !== undefined)
    return reason === null && !before ? [] : [{ edit: { edit: 'createFail', vm, reason } }]
  }

  #creates(act: Action): { vm: string; test: boolean }[] {
    if (act.do === 'planRun') {
      const known = this.#sim.scenario.plans.find((each) => each.name === act.plan)?.groups.flatMap((group) => group.vms)
      const vms = this.#plans.get(act.plan) ?? known ?? []
      return vms.filter((vm) => this.#may(memberAction(act, vm))).map((vm) => ({ vm, test: act.kind === 'test' }))
    }
    if (act.do === 'testFailover' || act.do === 'planned' || act.do === 'unplanned')
      return this.#may(act) ? [{ vm: act.vm, test: act.do === 'testFailover' }] : []
    if (act.do !== 'restart' || !this.#may(act)) return []
    const state = this.#sim.stateOf(this.#sim.indexOf(act.vm) as number)
    return state === 'M10' || state === 'M11' ? [{ vm: act.vm, test: false }] : []
  }

  #sql(text: string): Statement<unknown[], unknown> {
    const known = this.#statements.get(text)
    if (known !== undefined) return known
    const made = this.#db.prepare<unknown[], unknown>(text)
    this.#statements.set(text, made)
    return made
  }

  #may(act: Action): boolean {
    return this.#sim.mayAct(act).accepted
  }

  #row(item: number): ItemRow | undefined {
    return this.#sql(
      `SELECT p.id, v.name, p.azure_size, p.availability_set, p.azure_network_id AS network_id, s.core_quota, s.adapter_quota,
           (SELECT count(*) FROM virtual_disk d WHERE d.vm_id = p.vm_id AND d.id <> p.os_disk_id AND NOT EXISTS
              (SELECT 1 FROM protected_item_excluded_disk x WHERE x.virtual_disk_id = d.id)) AS data_disks
         FROM protected_item p JOIN vm v ON v.id = p.vm_id JOIN vault u ON u.id = p.vault_id JOIN subscription s ON s.id = u.subscription_id
         WHERE p.id = ?`,
    ).get(item) as ItemRow | undefined
  }

  #nics(item: number): Nic[] {
    return this.#sql(
      `SELECT a.name, x.subnet_name AS subnet, x.ip_address AS ip, x.nic_type AS type FROM protected_item p
         JOIN network_adapter a ON a.vm_id = p.vm_id LEFT JOIN protected_item_adapter x ON x.network_adapter_id = a.id AND x.protected_item_id = p.id
         WHERE p.id = ? ORDER BY a.ordinal`,
    ).all(item) as Nic[]
  }

  #network(id: number | null): AzureWish['network'] {
    const name = id === null ? undefined : (this.#sql('SELECT name FROM azure_network WHERE id = ?').pluck().get(id) as string)
    if (name === undefined) return null
    const subnets = this.#sql('SELECT name, address_range AS range FROM azure_subnet WHERE azure_network_id = ? ORDER BY ordinal').all(
      id,
    ) as { name: string; range: string }[]
    return { name, subnets }
  }

  /** Who has an address: a machine that was in Azure before, one that a failover made, or one of this very input. */
  #owner(network: number | null, address: string, item: number): string | null {
    const foreign = this.#sql('SELECT used_by FROM azure_address WHERE azure_network_id = ? AND address = ?').pluck()
    const before = foreign.get(network, address) as string | undefined
    if (before !== undefined) return before
    const stands = this.#sql(
      `SELECT z.name FROM azure_vm_adapter a JOIN azure_vm z ON z.id = a.azure_vm_id
         WHERE a.network_id = ? AND a.address = ? AND (z.protected_item_id <> ? OR z.created_by = 'test')`,
    )
      .pluck()
      .get(network, address, item) as string | undefined
    if (stands !== undefined) return stands
    for (const [other, grant] of this.#granted)
      if (other !== item && grant.network === network && grant.addresses.includes(address)) return this.#row(other)?.name ?? ''
    return null
  }

  #used(network: number | null, subnet: { name: string; range: string }, item: number): number {
    const range = parseCidr(subnet.range)
    if (range === null) return 0
    const addresses = this.#sql(
      `SELECT address FROM azure_vm_adapter WHERE network_id = ? AND address IS NOT NULL UNION SELECT address FROM azure_address WHERE azure_network_id = ?
         UNION SELECT x.ip_address FROM protected_item_adapter x JOIN protected_item p ON p.id = x.protected_item_id
           WHERE p.azure_network_id = ? AND x.ip_address IS NOT NULL AND p.id <> ?`,
    )
      .pluck()
      .all(network, network, network, item) as string[]
    const inside = addresses.filter((address) => {
      const value = parseIpv4(address)
      return value !== null && contains(range, { first: value, last: value, prefix: 32 })
    }).length
    let granted = 0
    for (const grant of this.#granted.values()) if (grant.network === network) granted += grant.unnamed.get(subnet.name) ?? 0
    return inside + granted
  }

  #set(set: string, item: number): AzureWish['setSeries'] {
    const rows = this.#sql(
      "SELECT name, size FROM azure_vm WHERE availability_set = ? AND protected_item_id <> ? AND state <> 'creating' ORDER BY id",
    ).all(set, item) as { name: string; size: string }[]
    const first = rows[0]
    const series = first === undefined ? undefined : findSize(first.size)?.series
    return first === undefined || series === undefined ? null : { set, series, name: first.name }
  }

  /** Cores and network interfaces in use besides those of this item. */
  #inUse(item: number): { cores: number; nics: number } {
    this.#standing ??= this.#standingNow()
    const sum = { cores: 0, nics: 0 }
    for (const source of [this.#standing, this.#granted])
      for (const [other, each] of source) {
        if (other === item || (source === this.#standing && this.#granted.has(other))) continue
        sum.cores += each.cores
        sum.nics += each.nics
      }
    return sum
  }

  #standingNow(): Map<number, { cores: number; nics: number }> {
    const standing = new Map<number, { cores: number; nics: number }>()
    for (const view of this.#sim.items()) {
      const item = holdsAzure(view) ? this.#itemOf(view.name) : undefined
      const row = item === undefined ? undefined : this.#row(item)
      if (item === undefined || row === undefined) continue
      const size = findSize(row.azure_size)
      standing.set(item, { cores: size?.vcpu ?? 0, nics: connectedAdapters(this.#nics(item), size?.maxNics ?? 1).length })
    }
    return standing
  }
}

const memberAction = (run: Extract<Action, { do: 'planRun' }>, vm: string): Action => {
  if (run.kind === 'test') return { do: 'testFailover', vm }
  return run.kind === 'planned' ? { do: 'planned', vm } : { do: 'unplanned', vm, point: run.point, shutdown: run.shutdown }
}
