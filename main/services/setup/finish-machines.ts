import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import type { SetupContext } from '../../domain/setup/context.ts'
import { ruleYear } from '../../domain/setup/context.ts'
import { nextPlanName } from '../../domain/setup/names.ts'
import { type ResolvedMachine, resolveMachines } from '../../domain/setup/resolve.ts'
import { planSize } from '../../domain/setup/review-page.ts'
import { allNetworks } from '../../domain/setup/target.ts'
import type { Tx } from '../lab/lab-store.types.ts'
import { idByName, mustExist, upsertBy } from './finish-rows.ts'
import type { TargetIds } from './finish-target.ts'

export interface MachineTargets extends TargetIds {
  policy: number
  vmmServer: number
}

/** Protected items with adapters and excluded disks, then their recovery plans. A machine protected before is brought up to date. */
export const writeMachines = (
  tx: Tx,
  answers: SetupAnswers,
  context: SetupContext,
  targets: MachineTargets,
): { items: number; plans: string[] } => {
  const machines = resolveMachines(answers, context, allNetworks(answers, context))
  tx.step(t('Prerequisites check for enabling protection'))
  tx.step(t('Identifying the replication target'))
  tx.step(t('Enable replication of {n, plural, one {# machine} other {# machines}}', { n: machines.length }))
  const cloud = mustExist(idByName(tx, 'cloud', answers.machines.cloud), answers.machines.cloud)
  const networks = new Map<string, number>()
  const networkId = (name: string): number => {
    const id = networks.get(name) ?? mustExist(idByName(tx, 'azure_network', name), name)
    networks.set(name, id)
    return id
  }
  const items = machines.map((machine) =>
    writeItem(tx, machine, answers.target.deploymentModel, targets, cloud, machine.network ? networkId(machine.network.name) : null),
  )
  const plans = answers.recoveryPlan.create ? writePlans(tx, answers, context, targets, items) : []
  return { items: items.length, plans }
}

/** A machine protected before keeps account, policy and cloud. */
export const writeItem = (
  tx: Tx,
  machine: ResolvedMachine,
  deploymentModel: string,
  targets: MachineTargets,
  cloud: number,
  network: number | null,
): number => {
  const changeable = {
    azure_name: machine.azureName,
    azure_size: machine.size,
    azure_network_id: network,
    os_family: machine.osFamily,
    os_disk_id: machine.osDisk.id,
  }
  const known = machine.facts.protectedItemId
  // Account, policy and cloud of a replicating machine can't be changed without disabling it first.
  if (known !== null) tx.update('protected_item', known, changeable)
  const item =
    known ??
    tx.insert('protected_item', {
      vm_id: machine.facts.id,
      vault_id: targets.vault,
      cloud_id: cloud,
      policy_id: targets.policy,
      storage_account_id: targets.storageAccount,
      log_storage_account_id: targets.logStorageAccount,
      resource_group_id: targets.resourceGroup,
      deployment_model: deploymentModel,
      ...changeable,
    })
  for (const { nic, subnet, ip } of machine.adapters)
    upsertBy(tx, 'protected_item_adapter', { protected_item_id: item, network_adapter_id: nic.id }, { subnet_name: subnet, ip_address: ip })
  if (known === null)
    for (const disk of machine.excluded) tx.insert('protected_item_excluded_disk', { protected_item_id: item, virtual_disk_id: disk.id })
  return item
}

/** Fills the plan of that name, then the next ones, each up to the rule year's size (R2); all machines start in group 1. */
const writePlans = (tx: Tx, answers: SetupAnswers, context: SetupContext, targets: MachineTargets, items: readonly number[]): string[] => {
  const most = planSize(ruleYear(context.rulePack))
  const planned = tx.db.prepare('SELECT 1 FROM recovery_plan_item WHERE protected_item_id = ?').pluck()
  const open = items.filter((item) => planned.get(item) === undefined)
  const count = tx.db.prepare('SELECT count(*) FROM recovery_plan_item WHERE recovery_plan_id = ?').pluck()
  const plans: string[] = []
  let name = answers.recoveryPlan.name.trim()
  for (let next = 0; next < open.length; name = nextPlanName(name)) {
    const known = idByName(tx, 'recovery_plan', name)
    const used = known === null ? 0 : (count.get(known) as number)
    if (used >= most) continue
    if (known === null) tx.step(t('Save recovery plan {name}', { name }))
    const plan =
      known ??
      tx.insert('recovery_plan', {
        name,
        vault_id: targets.vault,
        vmm_server_id: targets.vmmServer,
        deployment_model: answers.target.deploymentModel,
      })
    const part = open.slice(next, next + most - used)
    part.forEach((item, index) => {
      tx.insert('recovery_plan_item', { recovery_plan_id: plan, group_number: 1, ordinal: used + index, protected_item_id: item })
    })
    plans.push(name)
    next += part.length
  }
  return plans
}
