import type { Site } from './fabric.ts'

/** A machine before its parts are counted out. */
export interface Draft {
  name: string
  host: string
  site: Site
  cloud: string | null
  os: string
  generation: 1 | 2
  cpuCount: number
  memoryGib: number
  dataSizes: readonly number[]
  /** Sizes of the data disks in GiB, where they matter. */
  sizes?: readonly number[]
  /** On the data network. */
  isData: boolean
  diskCount: number
  adapterCount: number
  isStatic: boolean
  bigDisk: number | null
  shared: boolean
  fibreChannel: boolean
  passthrough: boolean
  teamed: boolean
  integrationServices: string | null
  state: string
  isTemplate: boolean
  /** The counts are the point of this machine. */
  fixedParts: boolean
}

const plain: Partial<Draft> = {
  os: 'Windows Server 2012 R2 Standard',
  generation: 1,
  bigDisk: null,
  shared: false,
  fibreChannel: false,
  passthrough: false,
  teamed: false,
  integrationServices: null,
  state: 'Running',
}

const long = (length: number): string =>
  'EDGE-'
    .concat('ABCDEFGHIJ'.repeat(7))
    .slice(0, length - 1)
    .concat('9')

/** Shapes at the edge of what VMM, the console and Azure take; each changes one machine, spread over the estate. */
const shapes: readonly Partial<Draft>[] = [
  { name: 'EDGE-64-DISKS', diskCount: 64, adapterCount: 1, fixedParts: true },
  { name: 'EDGE-NO-DISK', diskCount: 0, adapterCount: 1, fixedParts: true },
  { name: long(63) },
  { name: long(64) },
  { name: 'EDGE [brackets]' },
  { name: 'EDGE "quotes"' },
  { name: 'EDGE `backtick`' },
  { name: 'EDGE-Größe-東京-Ω' },
  { name: 'EDGE-TWIN' },
  { name: 'EDGE-TWIN' },
  { name: 'EDGE-4095-GB', diskCount: 2, adapterCount: 1, sizes: [4095], fixedParts: true },
  { name: 'EDGE-4096-GB', diskCount: 2, adapterCount: 1, sizes: [4096], fixedParts: true },
  { name: 'EDGE-12-NICS', diskCount: 1, adapterCount: 12, fixedParts: true },
  { name: 'TEMPLATE-WS2012R2', isTemplate: true, state: 'Stopped', diskCount: 1, adapterCount: 1, fixedParts: true },
  {
    name: 'TEMPLATE-CENTOS7',
    isTemplate: true,
    state: 'Stopped',
    diskCount: 1,
    adapterCount: 0,
    os: 'CentOS Linux 7 (64 bit)',
    fixedParts: true,
  },
]

export const edges = (drafts: Draft[]): void => {
  const step = Math.floor(drafts.length / shapes.length)
  shapes.forEach((shape, i) => {
    // One more each time, so that neighbours of equal names never share a host.
    const draft = drafts[i * step + i]
    if (draft) Object.assign(draft, plain, { cloud: draft.site.cloud }, shape)
  })
}
