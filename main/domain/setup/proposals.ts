import type { SetupAnswers, SetupAnswersInput } from '../../../preload/contract/setup-answers.ts'
import { formatCidr, overlaps, parseCidr, subrange } from '../mapping/ipv4.ts'
import { gatewaySubnet } from '../mapping/landing.ts'
import type { SetupContext, VmNetworkFacts } from './context.ts'
import { findNamed, sameName } from './issue.ts'
import { isSubnetName, proposeStorageName } from './names.ts'
import { networksOf } from './network-mapping-page.ts'
import { defaultRegion, sameRegion } from './regions.ts'

/** 10.20.0.0/16, or the next such range that the site doesn't use: the same range on both sides can't be routed (N8). */
const plannedRange = (context: SetupContext): string => {
  const used = context.vmNetworks.flatMap((network) =>
    network.subnets.flatMap((subnet) => (subnet.range === null ? [] : (parseCidr(subnet.range) ?? []))),
  )
  for (let second = 20; second < 256; second += 1) {
    const range = parseCidr(`10.${second}.0.0/16`)
    if (range && !used.some((each) => overlaps(each, range))) return formatCidr(range)
  }
  return '10.20.0.0/16'
}

/**
 * What the wizard starts with: the lab's own vault, account and network where it has them, else names that obey Azure's rules
 * and are free. Defaults of the single fields stand in the contract.
 */
export const proposeAnswers = (labName: string, context: SetupContext): SetupAnswersInput => {
  const vault = context.vaults[0]
  const region = vault?.region ?? defaultRegion
  const subscription = vault?.subscription ?? context.subscriptions[0] ?? 'Lab'
  const group = vault?.resourceGroup ?? context.resourceGroups.find((each) => sameName(each.subscription, subscription))?.name
  const server = context.vmmServers[0]
  const cloud = [...(server?.clouds ?? [])].sort((a, b) => b.eligible - a.eligible)[0]?.name ?? ''
  const account = context.storageAccounts.find((each) => sameRegion(each.region, region) && each.type !== 'Premium_LRS')
  const accountName = account?.name ?? proposeStorageName(labName, (name) => findNamed(context.storageAccounts, name) !== undefined)
  const network = context.networks.find((each) => sameRegion(each.region, region) && each.subnets.length > 0)
  const sources = networksOf(server?.name ?? '', context).filter((each) => each.vms > 0)
  const networkName = network?.name ?? freeNetworkName(context)
  const addressRange = plannedRange(context)
  return {
    vault: {
      name: vault?.name ?? 'DR-West',
      subscription,
      resourceGroup: { mode: group === undefined ? 'new' : 'existing', name: group ?? 'rg-dr' },
      region,
    },
    source: { vmmServer: server?.name ?? '', friendlyName: server?.friendlyName ?? server?.name ?? '' },
    target: {
      subscription,
      storageAccount: accountName,
      network: networkName,
      createStorageAccounts: account ? [] : [{ name: accountName, type: 'Standard_GRS', region }],
      createNetworks: network ? [] : [{ name: networkName, region, addressRange, subnets: proposeSubnets(sources, addressRange) }],
    },
    networkMapping: { mappings: sources.map((each) => ({ source: each.name, target: networkName })) },
    replication: {
      policyName: context.policies[0]?.name ?? (cloud === '' ? 'Policy' : `${cloud}-policy`),
      clouds: cloud === '' ? [] : [cloud],
    },
    machines: { cloud, azureNetwork: networkName },
  }
}

const freeNetworkName = (context: SetupContext): string => {
  let name = 'DR-Net'
  for (let n = 2; findNamed(context.networks, name); n += 1) name = `DR-Net-${n}`
  return name
}

/** A subnet of the same name for every source subnet, so that machines land where they are expected (N5); at most 50. */
const proposeSubnets = (
  sources: readonly VmNetworkFacts[],
  addressRange: string,
): SetupAnswers['target']['createNetworks'][number]['subnets'] => {
  const names: string[] = []
  for (const source of sources)
    for (const subnet of source.subnets)
      if (isSubnetName(subnet.name) && !sameName(subnet.name, gatewaySubnet) && !names.some((each) => sameName(each, subnet.name)))
        names.push(subnet.name)
  const outer = parseCidr(addressRange)
  return ['default', ...names.filter((name) => name.toLowerCase() !== 'default')].slice(0, 50).flatMap((name, index) => {
    const range = outer && subrange(outer, 24, index)
    return range ? [{ name, range: formatCidr(range) }] : []
  })
}
