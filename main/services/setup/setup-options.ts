import type { Database } from 'better-sqlite3'
import type { SetupOptions } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import { landings } from '../../domain/mapping/landing.ts'
import { ruleYear, type SetupContext } from '../../domain/setup/context.ts'
import { findNamed, sameName } from '../../domain/setup/issue.ts'
import { networksOf } from '../../domain/setup/network-mapping-page.ts'
import { prerequisiteLines } from '../../domain/setup/prerequisites.ts'
import { regions, sameRegion } from '../../domain/setup/regions.ts'
import { summarise } from '../../domain/setup/summary.ts'
import { allAccounts, allNetworks } from '../../domain/setup/target.ts'
import { premiumRefused, regionMismatch } from '../../domain/setup/target-page.ts'
import { loadSetupContext } from './setup-context.ts'

/** What the pages offer for these answers; whatever can't be chosen says why. */
export const setupOptionsOf = (db: Database, answers: SetupAnswers): SetupOptions => {
  const context = loadSetupContext(db, answers)
  const networks = allNetworks(answers, context)
  const server = findNamed(context.vmmServers, answers.source.vmmServer)
  const subscriptions = [...context.subscriptions]
  for (const name of [answers.vault.subscription, answers.target.subscription])
    if (name !== '' && !subscriptions.some((each) => sameName(each, name))) subscriptions.push(name)
  return {
    prerequisites: prerequisiteLines(answers, context),
    subscriptions,
    resourceGroups: context.resourceGroups.map((each) => ({ ...each })),
    regions: [...regions],
    vaults: context.vaults.map((each) => each.name),
    vmmServers: context.vmmServers.map(({ name, version, registered, clouds }) => ({
      name,
      version,
      registered,
      clouds: clouds.map((cloud) => ({ name: cloud.name, hosts: cloud.hosts, vms: cloud.vms })),
    })),
    storageAccounts: accountsOf(answers, context),
    networks: networks.map((each) => {
      const reason = misfit(answers, each)
      return {
        name: each.name,
        region: each.region,
        addressRange: each.addressRange,
        subnets: each.subnets.map((subnet) => ({ ...subnet })),
        compatible: reason === null,
        reason,
        planned: each.planned,
      }
    }),
    vmNetworks: networksOf(answers.source.vmmServer, context).map((each) => {
      const mapping = answers.networkMapping.mappings.find((one) => sameName(one.source, each.name))
      const target = mapping ? findNamed(networks, mapping.target) : undefined
      const subnets = each.subnets.map((subnet) => subnet.name)
      return {
        name: each.name,
        vms: each.vms,
        subnets,
        target: mapping?.target || null,
        lands: target
          ? landings(
              subnets,
              target.subnets.map((subnet) => subnet.name),
            )
          : [],
      }
    }),
    policies: context.policies.map((each) => each.name),
    sourceClouds: (server?.clouds ?? []).map(({ name, vms, eligible }) => ({ name, vms, eligible })),
    sizes: context.sizes.map((each) => ({ ...each })),
    summary: summarise(answers, context),
    keychainNeeded: answers.source.connection === 'proxy' && answers.source.proxy.authenticate,
  }
}

const misfit = ({ vault, target }: SetupAnswers, item: { name: string; region: string; deploymentModel: string }): string | null => {
  if (vault.region !== '' && !sameRegion(item.region, vault.region)) return regionMismatch(item.name, item.region, vault.region)
  return item.deploymentModel === target.deploymentModel ? null : t('{name} belongs to the other deployment model.', { name: item.name })
}

const accountsOf = (answers: SetupAnswers, context: SetupContext): SetupOptions['storageAccounts'] =>
  allAccounts(answers, context).map((each) => {
    const premium = each.type === 'Premium_LRS' && ruleYear(context.rulePack) <= 2016 ? premiumRefused(context.rulePack) : null
    const reason = misfit(answers, each) ?? premium
    return { name: each.name, type: each.type, region: each.region, compatible: reason === null, reason, planned: each.planned }
  })
