import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { landingSubnet } from '../mapping/landing.ts'
import type { MachineFacts, NetworkFacts, SetupContext } from './context.ts'
import { findNamed, sameName } from './issue.ts'

/** Where the adapters of a machine go after failover. All go to one network (S64); `networks` names all that mappings ask for. */
export interface Placement {
  network: NetworkFacts | null
  /** Subnet of the first adapter. */
  subnet: string | null
  networks: string[]
}

type Item = SetupAnswers['machines']['items'][number]

/** Subnet of one adapter: the item's own, the one for all (S57), else the landing by name (N5). */
export const adapterSubnet = (answers: SetupAnswers, item: Item, network: NetworkFacts, sourceSubnet: string | null): string | null => {
  const chosen = item.subnet || (answers.machines.network === 'now' ? answers.machines.subnet : '')
  if (chosen) return findNamed(network.subnets, chosen)?.name ?? null
  return (
    landingSubnet(
      sourceSubnet ?? '',
      network.subnets.map((each) => each.name),
    )?.targetSubnet ?? null
  )
}

/** VMM subnet of an adapter: as imported, else the network's only one. */
export const sourceSubnetOf = (nic: MachineFacts['nics'][number], context: SetupContext): string | null => {
  if (nic.subnet !== null) return nic.subnet
  const network = nic.network === null ? undefined : findNamed(context.vmNetworks, nic.network)
  return network?.subnets.length === 1 ? (network.subnets[0]?.name ?? null) : null
}

export const targetSubnetOf = (
  answers: SetupAnswers,
  context: SetupContext,
  networks: readonly NetworkFacts[],
  item: Item,
  machine: MachineFacts,
): Placement => {
  const mapped = (name: string | null): NetworkFacts | undefined => {
    const mapping = name === null ? undefined : answers.networkMapping.mappings.find((each) => sameName(each.source, name))
    return mapping ? findNamed(networks, mapping.target) : undefined
  }
  const byMapping = [...new Set(machine.nics.flatMap((nic) => mapped(nic.network)?.name ?? []))]
  const now = answers.machines.network === 'now'
  const name = now ? answers.machines.azureNetwork : (byMapping[0] ?? '')
  const network = name === '' ? null : (findNamed(networks, name) ?? null)
  const first = machine.nics[0]
  const subnet = network === null ? null : adapterSubnet(answers, item, network, first ? sourceSubnetOf(first, context) : null)
  return { network, subnet, networks: now ? [] : byMapping }
}
