import { plural, t } from '../../../preload/contract/words.ts'

/** What the lab's data says about a line: whether it holds, and how one knows. */
export interface Check {
  holds: boolean
  finding: string
}

export interface AzureFacts {
  name: string
  size: string
  wantedSize: string
  state: 'creating' | 'running' | 'stopped'
  test: boolean
  network: string | null
  wantedNetwork: string | null
  /** Nothing of production is in the network that it is in. */
  isolated: boolean
  /** Adapters without an address. */
  adapters: number
  unplaced: number
}

/** What the source needs of a size; null = the import doesn't tell. */
export interface SourceFacts {
  cores: number | null
  memoryBytes: number | null
  dataDisks: number
  adapters: number
}

export interface SizeFacts {
  vcpu: number
  memGib: number
  maxDataDisks: number
  maxNics: number
}

const gib = 2 ** 30
const nothing: Check = { holds: false, finding: t('There is no machine of it in Azure.') }

export const checkAppears = (azure: AzureFacts | null): Check =>
  azure === null ? nothing : { holds: true, finding: t('{name} is there.', { name: azure.name }) }

/** The size is the chosen one and gives the source what it has; adapters beyond the size's are left out (S64). */
export const checkSize = (azure: AzureFacts | null, source: SourceFacts, size: SizeFacts | undefined): Check => {
  if (azure === null) return nothing
  if (azure.size !== azure.wantedSize)
    return { holds: false, finding: t('It has {size}; {wanted} is chosen now.', { size: azure.size, wanted: azure.wantedSize }) }
  if (size === undefined) return { holds: true, finding: t('{size}, as chosen.', { size: azure.size }) }
  const short = [
    ...(source.cores !== null && source.cores > size.vcpu ? [t('{n} of {all} cores', { n: size.vcpu, all: source.cores })] : []),
    ...(source.memoryBytes !== null && source.memoryBytes > size.memGib * gib
      ? [t('{n} of {all} GiB of memory', { n: size.memGib, all: Math.ceil((source.memoryBytes / gib) * 10) / 10 })]
      : []),
    ...(source.dataDisks > size.maxDataDisks ? [t('{n} of {all} data disks', { n: size.maxDataDisks, all: source.dataDisks })] : []),
    ...(source.adapters > size.maxNics ? [t('{n} of {all} adapters', { n: size.maxNics, all: source.adapters })] : []),
  ]
  return short.length > 0
    ? { holds: false, finding: t('{size} gives it {short}.', { size: azure.size, short: short.join(', ') }) }
    : {
        holds: true,
        finding: t('{size}, as chosen: {cores}, {memory} GiB of memory, {adapters}.', {
          size: azure.size,
          cores: plural(size.vcpu, 'core'),
          memory: size.memGib,
          adapters: plural(azure.adapters, 'adapter'),
        }),
      }
}

/** A failover: the network of Compute and Network. A test: one without production in it. Every adapter has an address. */
export const checkNetwork = (azure: AzureFacts | null): Check => {
  if (azure === null) return nothing
  const { network, wantedNetwork, test } = azure
  if (network === null) return { holds: false, finding: t('It is in no network: nobody reaches it.') }
  if (azure.unplaced > 0)
    return {
      holds: false,
      finding: t('{network} has no address left for {n, plural, one {# adapter} other {# adapters}}.', { network, n: azure.unplaced }),
    }
  if (test && !azure.isolated) return { holds: false, finding: t('{network} is your production network.', { network }) }
  if (test) return { holds: true, finding: t('{network}, which is isolated.', { network }) }
  if (network !== wantedNetwork)
    return {
      holds: false,
      finding: t('It is in {network}; {wanted} is chosen now.', { network, wanted: wantedNetwork ?? t('no network') }),
    }
  return { holds: true, finding: t('{network}, as chosen.', { network }) }
}

export const checkRunning = (azure: AzureFacts | null): Check => {
  if (azure === null) return nothing
  if (azure.state === 'running') return { holds: true, finding: t('{name} is running.', { name: azure.name }) }
  if (azure.state === 'creating') return { holds: false, finding: t('It is being created.') }
  return { holds: false, finding: t('It is shut down for the way back to your site.') }
}

/** `networks` are those without production in them. */
export const checkIsolated = (networks: readonly string[]): Check =>
  networks.length > 0
    ? {
        holds: true,
        finding: t('{networks} {n, plural, one {is} other {are}} isolated.', {
          networks: networks.slice(0, 3).join(', '),
          n: networks.length,
        }),
      }
    : { holds: false, finding: t('All Azure networks of the lab are production. Add one in Getting Started, under Target.') }

const directory = /(^|[^a-z])(dc|adds?|dns|pdc)\d*([^a-z]|$)|domain controller|active directory/i
/** Whether a machine looks like a domain controller or DNS server, by its name, tag or description. */
export const isDirectory = (...texts: readonly (string | null)[]): boolean => texts.some((text) => text !== null && directory.test(text))

/** `names` are protected machines that look like domain controllers. */
export const checkDirectory = (names: readonly string[]): Check =>
  names.length > 0
    ? {
        holds: true,
        finding: t('{names} {n, plural, one {looks like one and is replicated} other {look like one and are replicated}}.', {
          names: names.slice(0, 3).join(', '),
          n: names.length,
        }),
      }
    : { holds: false, finding: t('No replicated machine looks like a domain controller.') }
