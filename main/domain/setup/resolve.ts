import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import type { MachineFacts, NetworkFacts, SetupContext } from './context.ts'
import { knownOsDisk } from './eligibility.ts'
import { sameName } from './issue.ts'
import { freeName, proposeAzureVmName } from './names.ts'
import { adapterSubnet, sourceSubnetOf, targetSubnetOf } from './placement.ts'

export type MachineItem = SetupAnswers['machines']['items'][number]

/** The machines that an item can mean: by exact name first, by host where one is given. */
export const matchesOf = (item: Pick<MachineItem, 'name' | 'host'>, context: SetupContext): MachineFacts[] => {
  const named = context.machines.get(item.name.toLowerCase()) ?? []
  const exact = named.filter((each) => each.name === item.name)
  const list = exact.length > 0 ? exact : named
  const host = item.host ?? ''
  return host === '' ? [...list] : list.filter((each) => each.host !== null && sameName(each.host, host))
}

/** Azure name of every item, by its place: as given, else proposed so that no two machines share one. */
export const assignAzureNames = (answers: SetupAnswers, context: SetupContext): string[] => {
  const { items } = answers.machines
  const owners = new Map<string, number>(context.azureNames)
  for (const item of items) if (item.azureName) owners.set(item.azureName.toLowerCase(), owners.get(item.azureName.toLowerCase()) ?? 0)
  return items.map((item) => {
    if (item.azureName !== undefined && item.azureName !== '') return item.azureName
    const id = matchesOf(item, context)[0]?.id ?? -1
    const taken = (name: string): boolean => {
      const owner = owners.get(name.toLowerCase())
      return owner !== undefined && owner !== id
    }
    const name = freeName(proposeAzureVmName(item.name), taken, 63, '-')
    owners.set(name.toLowerCase(), id)
    return name
  })
}

/** One selected machine with every choice made: what Finish writes and the scripts say. */
export interface ResolvedMachine {
  facts: MachineFacts
  azureName: string
  size: string
  osFamily: 'windows' | 'linux'
  osDisk: MachineFacts['disks'][number]
  excluded: MachineFacts['disks'][number][]
  network: NetworkFacts | null
  /** One line an adapter; only the first may carry a fixed address. */
  adapters: { nic: MachineFacts['nics'][number]; subnet: string | null; ip: string | null }[]
}

/** Items that can't be resolved are left out; `checkSetup` has named their faults. */
export const resolveMachines = (answers: SetupAnswers, context: SetupContext, networks: readonly NetworkFacts[]): ResolvedMachine[] => {
  const azureNames = assignAzureNames(answers, context)
  return answers.machines.items.flatMap((item, index) => {
    const facts = matchesOf(item, context)[0]
    if (!facts) return []
    const osFamily = item.osFamily ?? facts.osFamily
    const diskName = item.osDisk ?? knownOsDisk(facts) ?? ''
    const osDisk = facts.disks.find((each) => sameName(each.name, diskName))
    const size = item.size || facts.smallestSize
    if (!osFamily || !osDisk || !size) return []
    const { network } = targetSubnetOf(answers, context, networks, item, facts)
    const ip = item.ip?.trim() || null
    return {
      facts,
      azureName: azureNames[index] ?? proposeAzureVmName(facts.name),
      size: context.sizes.find((each) => sameName(each.name, size))?.name ?? size,
      osFamily,
      osDisk,
      excluded: facts.disks.filter((disk) => item.excludeDisks?.some((name) => sameName(name, disk.name)) === true),
      network,
      adapters: facts.nics.map((nic, n) => ({
        nic,
        subnet: network === null ? null : adapterSubnet(answers, item, network, sourceSubnetOf(nic, context)),
        ip: n === 0 ? ip : null,
      })),
    }
  })
}
