import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import { parseCidr } from '../../domain/mapping/ipv4.ts'
import { regionNamed } from '../../domain/setup/regions.ts'
import type { Tx } from '../lab/lab-store.types.ts'
import { idByName, mustExist, upsertBy, upsertNamed } from './finish-rows.ts'

export interface TargetIds {
  vault: number
  resourceGroup: number
  storageAccount: number
  logStorageAccount: number | null
}

const canonical = (region: string): string => regionNamed(region) ?? region

const ensureGroup = (tx: Tx, subscription: number, name: string, region: string): number => {
  const existing = tx.db
    .prepare('SELECT id FROM resource_group WHERE subscription_id = ? AND name = ? COLLATE NOCASE')
    .pluck()
    .get(subscription, name)
  return typeof existing === 'number' ? existing : tx.insert('resource_group', { subscription_id: subscription, name, region })
}

/** Subscription, resource group, vault, storage accounts and networks (S17, S41, S42). Existing ones are used as they are. */
export const writeTarget = (tx: Tx, answers: SetupAnswers): TargetIds => {
  const { vault, target } = answers
  const region = canonical(vault.region)
  const subscription = upsertNamed(tx, 'subscription', vault.subscription, {})
  const group = ensureGroup(tx, subscription, vault.resourceGroup.name, region)
  tx.step(t('Create vault'))
  const vaultId = upsertNamed(tx, 'vault', vault.name, {
    subscription_id: subscription,
    resource_group_id: group,
    region,
    pinned: vault.pinToDashboard ? 1 : 0,
    deployment_model: target.deploymentModel,
  })
  const targetSubscription = upsertNamed(tx, 'subscription', target.subscription, {})
  const targetGroup = ensureGroup(tx, targetSubscription, vault.resourceGroup.name, region)
  const place = { subscription_id: targetSubscription, resource_group_id: targetGroup, deployment_model: target.deploymentModel }
  for (const each of target.createStorageAccounts) {
    if (idByName(tx, 'storage_account', each.name) !== null) continue
    tx.step(t('Create storage account {name}', { name: each.name }))
    tx.insert('storage_account', { name: each.name, region: canonical(each.region), account_type: each.type, ...place })
  }
  for (const each of target.createNetworks) writeNetwork(tx, each, place)
  const storageAccount = mustExist(idByName(tx, 'storage_account', target.storageAccount), target.storageAccount)
  const premium = tx.db.prepare('SELECT account_type FROM storage_account WHERE id = ?').pluck().get(storageAccount) === 'Premium_LRS'
  return {
    vault: vaultId,
    resourceGroup: targetGroup,
    storageAccount,
    logStorageAccount: premium ? mustExist(idByName(tx, 'storage_account', target.logStorageAccount), target.logStorageAccount) : null,
  }
}

/** An existing network keeps its subnets; those that the answers add to it are appended where they fit. */
const writeNetwork = (tx: Tx, network: SetupAnswers['target']['createNetworks'][number], place: Record<string, string | number>): void => {
  let id = idByName(tx, 'azure_network', network.name)
  if (id === null) {
    tx.step(t('Create virtual network {name}', { name: network.name }))
    id = tx.insert('azure_network', {
      name: network.name,
      region: canonical(network.region),
      address_range: network.addressRange,
      ...place,
    })
  }
  let ordinal = tx.db.prepare('SELECT coalesce(max(ordinal) + 1, 0) FROM azure_subnet WHERE azure_network_id = ?').pluck().get(id) as number
  const known = tx.db.prepare('SELECT 1 FROM azure_subnet WHERE azure_network_id = ? AND name = ? COLLATE NOCASE').pluck()
  for (const subnet of network.subnets) {
    if (known.get(id, subnet.name) !== undefined || parseCidr(subnet.range) === null) continue
    upsertBy(tx, 'azure_subnet', { azure_network_id: id, name: subnet.name }, { ordinal, address_range: subnet.range })
    ordinal += 1
  }
}
