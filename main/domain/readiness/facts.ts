/** What the rules look at. null = the inventory does not tell. Sizes in bytes. */
export interface DiskFacts {
  name: string
  sizeBytes: number | null
  isOs: boolean | null
  isShared: boolean | null
  format: 'vhd' | 'vhdx' | null
  /** Left out of replication: not judged. */
  excluded: boolean
}

export interface AdapterFacts {
  name: string
  network: string | null
  ipMode: 'static' | 'dhcp' | null
  isTeamed: boolean | null
  /** Whether the network's logical network belongs to the machine's cloud. */
  inCloud: boolean | null
}

export interface VmFacts {
  name: string
  /** Set for the replicated item, else the machine's name: what the portal proposes. */
  azureName: string
  /** Chosen Azure size; null = the smallest that fits is assumed. */
  azureSize: string | null
  host: string | null
  hostOsName: string | null
  cluster: string | null
  clusterHasBroker: boolean | null
  cloud: string | null
  /** The source had a say about clouds: no cloud then means none. */
  cloudTold: boolean
  generation: 1 | 2 | null
  secureBoot: boolean | null
  osName: string | null
  osFamily: 'windows' | 'linux' | null
  osArchitecture: 'x64' | 'x86' | null
  cpuCount: number | null
  memoryBytes: number | null
  hasSharedStorage: boolean | null
  hasFibreChannel: boolean | null
  integrationServices: string | null
  checkpointCount: number | null
  disks: readonly DiskFacts[]
  adapters: readonly AdapterFacts[]
}
