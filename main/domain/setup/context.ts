import type { Finding, Verdict } from '../../../preload/contract/common.ts'

/** What the pages' rules look at besides the answers: plain facts of the lab, read by the service. */
export interface SetupContext {
  rulePack: string
  /** The lab's clock, milliseconds since 1970 UTC. */
  labMs: number
  subscriptions: readonly string[]
  resourceGroups: readonly { name: string; subscription: string; region: string }[]
  vaults: readonly { name: string; subscription: string; resourceGroup: string; region: string }[]
  vmmServers: readonly VmmServerFacts[]
  storageAccounts: readonly StorageAccountFacts[]
  networks: readonly NetworkFacts[]
  vmNetworks: readonly VmNetworkFacts[]
  policies: readonly { name: string; copyFrequencySeconds: number }[]
  /** Cloud -> the policy that its protected machines use, where there are any. */
  policyInUse: ReadonlyMap<string, string>
  /** The Run As account of the proxy, when Finish made one before. */
  proxyAccount: { userName: string; hasSecret: boolean } | null
  sizes: readonly SizeFacts[]
  estate: EstateFacts
  /** The machines that `answers.machines.items` names, by lower-case name. */
  machines: ReadonlyMap<string, readonly MachineFacts[]>
  /** Addresses given to machines that are protected already: "network\naddress" (lower case) -> machine. */
  takenAddresses: ReadonlyMap<string, { id: number; name: string }>
  /** Azure names of machines that are protected already, lower case -> vm id. */
  azureNames: ReadonlyMap<string, number>
  recoveryPlans: readonly { name: string; machines: number }[]
}

export interface VmmServerFacts {
  name: string
  version: string | null
  registered: boolean
  friendlyName: string | null
  clouds: readonly { name: string; hosts: number; vms: number; eligible: number; hostGroups: number }[]
}

export interface StorageAccountFacts {
  name: string
  type: string
  region: string
  deploymentModel: string
}

export interface NetworkFacts {
  name: string
  region: string
  addressRange: string
  deploymentModel: string
  subnets: readonly { name: string; range: string }[]
}

export interface VmNetworkFacts {
  name: string
  vmmServer: string | null
  logicalNetwork: string | null
  vms: number
  subnets: readonly { name: string; range: string | null }[]
}

export interface SizeFacts {
  name: string
  cores: number
  memoryGib: number
  maxDataDisks: number
  maxNics: number
  premium: boolean
}

/** Counts for the prerequisites list. */
export interface EstateFacts {
  vms: number
  eligibleVms: number
  readyVms: number
  hosts: number
  /** Hosts whose OS is Windows Server 2012 R2 or later, is older, or is not in the import. */
  hostsModern: number
  hostsOld: number
  hostsUnknown: number
  vmsOnNetwork: number
  vmNetworksLinked: number
}

export interface MachineFacts {
  id: number
  name: string
  host: string | null
  cloud: string | null
  osFamily: 'windows' | 'linux' | null
  cpuCount: number | null
  memoryBytes: number | null
  disks: readonly { id: number; name: string; sizeBytes: number | null; usedBytes: number | null; isOs: boolean | null }[]
  nics: readonly {
    id: number
    name: string
    network: string | null
    subnet: string | null
    ipMode: 'static' | 'dhcp' | null
    ip: string | null
  }[]
  verdict: Verdict
  findings: readonly Finding[]
  /** Id of the protected item when Finish enabled it before. */
  protectedItemId: number | null
  /** The smallest size that fits, or null when none does. */
  smallestSize: string | null
}

/** "2016-05" -> 2016: some limits differ by year. */
export const ruleYear = (rulePack: string): number => Number.parseInt(rulePack, 10) || 2016
