import type { Severity } from '../../../preload/contract/common.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import { findSize, smallestSize } from '../sizes/sizes.ts'
import { suggestAzureName } from './azure-name.ts'
import type { DiskFacts, VmFacts } from './facts.ts'
import type { Rule, RulePack } from './pack.types.ts'
import { showSize } from './show-size.ts'
import { guestSystem, hostRelease, saysBits32 } from './systems.ts'

/** What a rule found: null = nothing to say. `severity` when it differs from the rule's. */
export interface Outcome {
  fact: 'fails' | 'unknown'
  value: string | null
  severity?: Severity
  variant?: 'warning' | 'blocker' | 'migration'
  words?: Readonly<Record<string, string | number>>
}

export type Predicate = (facts: VmFacts, rule: Rule, pack: RulePack) => Outcome | null

const gb = 2 ** 30
const number = (rule: Rule, name: string): number => Number(rule.parameters[name])
const fails = (value: string | null, words?: Outcome['words']): Outcome => ({ fact: 'fails', value, ...(words ? { words } : {}) })
const unknown = (value: string | null, words?: Outcome['words']): Outcome => ({ fact: 'unknown', value, ...(words ? { words } : {}) })

const replicated = (facts: VmFacts): readonly DiskFacts[] =>
  facts.disks.some((disk) => disk.excluded) ? facts.disks.filter((disk) => !disk.excluded) : facts.disks
/** Disks that hold the system: those marked, or the only disk there is. */
const osDisks = (facts: VmFacts): readonly DiskFacts[] => {
  const disks = replicated(facts)
  const marked = disks.filter((disk) => disk.isOs === true)
  return marked.length === 0 && disks.length === 1 && disks[0]!.isOs === null ? disks : marked
}
/** The rest; with none marked, one of them will hold the system. */
const otherDisks = (facts: VmFacts): DiskFacts[] => {
  const system = osDisks(facts)
  return replicated(facts).filter((disk) => !system.includes(disk))
}
const dataDiskCount = (facts: VmFacts): number => Math.max(0, replicated(facts).length - 1)
const familyOf = (facts: VmFacts, pack: RulePack): 'windows' | 'linux' | null =>
  facts.osFamily ?? (facts.osName === null ? null : (guestSystem(pack, facts.osName)?.family ?? null))
const nameList = ([first = '', second, ...rest]: readonly string[]): string => {
  if (second === undefined) return first
  if (rest.length > 0) return t('{names} and {names2} more', { names: `${first}, ${second}`, names2: rest.length })
  return t('{first} and {second}', { first, second })
}

const expressions = new Map<string, RegExp>()
/** Patterns of a pack, compiled once: 25,000 machines ask for the same few. */
const expression = (source: string): RegExp => {
  let found = expressions.get(source)
  if (!found) {
    found = new RegExp(source, 'iu')
    expressions.set(source, found)
  }
  return found
}

const namePatterns = new WeakMap<Rule, RegExp>()
const namePattern = (rule: Rule): RegExp => {
  let found = namePatterns.get(rule)
  if (!found) {
    const { allowed, ends } = rule.parameters
    found = new RegExp(`^[${ends}](?:[${allowed}]*[${ends}])?$`, 'u')
    namePatterns.set(rule, found)
  }
  return found
}

const sizeOf = (facts: VmFacts, pack: RulePack) =>
  (facts.azureSize === null ? undefined : findSize(facts.azureSize)) ??
  smallestSize(
    { cpuCount: facts.cpuCount, memoryBytes: facts.memoryBytes, diskCount: replicated(facts).length, nicCount: facts.adapters.length },
    pack.sizeEra,
  ).size ??
  // no size has the cores or memory: judge disks and adapters alone
  smallestSize({ cpuCount: null, memoryBytes: null, diskCount: replicated(facts).length, nicCount: facts.adapters.length }, pack.sizeEra)
    .size

/** Largest disk over the limit, told with how many more are. */
const tooLarge = (disks: readonly DiskFacts[], over: (bytes: number) => boolean): Outcome | null => {
  const large = disks.filter((disk) => disk.sizeBytes !== null && over(disk.sizeBytes)).sort((a, b) => b.sizeBytes! - a.sizeBytes!)
  const first = large[0]
  if (!first) return null
  return fails(showSize(first.sizeBytes!), {
    disk: large.length === 1 ? first.name : t('{name} (and {large} more)', { name: first.name, large: large.length - 1 }),
  })
}

const sizeless = (disks: readonly DiskFacts[]): Outcome | null => {
  const names = disks.filter((disk) => disk.sizeBytes === null).map((disk) => disk.name)
  return names.length === 0 ? null : unknown(null, { disk: nameList(names), value: t('of unknown size') })
}

export const predicates: Readonly<Record<string, Predicate>> = {
  azureNameLength: (facts, rule) => {
    const length = [...facts.azureName].length
    return length >= number(rule, 'minimum') && length <= number(rule, 'maximum')
      ? null
      : fails(t('{length} characters', { length }), { suggestion: suggestAzureName(facts.azureName) })
  },
  azureNameCharacters: (facts, rule) => {
    const valid = namePattern(rule).test(facts.azureName)
    return valid || facts.azureName === '' ? null : fails(facts.azureName, { suggestion: suggestAzureName(facts.azureName) })
  },
  nameHolds: (facts, rule) => {
    const found = [...String(rule.parameters.characters)].filter((character) => facts.name.includes(character))
    return found.length === 0 ? null : fails(found.join(' '))
  },
  guestSystem: (facts, _rule, pack) => {
    if (facts.osName === null) return unknown(null)
    const system = guestSystem(pack, facts.osName)
    if (!system || system.supported === 'unknown') return unknown(facts.osName)
    if (system.supported === 'migration') return { ...fails(facts.osName), severity: 'warning', variant: 'migration' }
    return system.supported === 'no' ? fails(facts.osName) : null
  },
  guestArchitecture: (facts, rule, pack) => {
    const is32 = facts.osArchitecture === null ? facts.osName !== null && saysBits32(pack, facts.osName) : facts.osArchitecture === 'x86'
    const { allowed32 } = rule.parameters
    if (is32 && allowed32 !== undefined && facts.osName !== null && expression(String(allowed32)).test(facts.osName)) return null
    return is32 ? fails('32-bit') : null
  },
  hostSystem: (facts, rule, pack) => {
    if (facts.hostOsName === null) return unknown(null)
    const release = hostRelease(pack, facts.hostOsName)
    if (release === null) return unknown(facts.hostOsName)
    const { minimum, maximum } = rule.parameters
    const newest = maximum === undefined ? Number.POSITIVE_INFINITY : pack.hostReleases.indexOf(String(maximum))
    const outside = release < pack.hostReleases.indexOf(String(minimum)) || release > newest
    return outside ? fails(facts.hostOsName, { host: facts.host ?? '' }) : null
  },
  systemKnown: (facts, _rule, pack) => {
    const disks = replicated(facts)
    const noFamily = familyOf(facts, pack) === null
    const noDisk = osDisks(facts).length === 0 && (disks.length === 0 || disks.some((disk) => disk.isOs === null))
    if (!noFamily && !noDisk) return null
    return unknown(null, { value: nameList([...(noFamily ? [t('operating system')] : []), ...(noDisk ? [t('OS disk')] : [])]) })
  },
  osDiskCount: (facts, rule) => {
    const disks = replicated(facts)
    if (disks.length === 0 || (osDisks(facts).length === 0 && disks.some((disk) => disk.isOs === null))) return unknown(null)
    return osDisks(facts).length === number(rule, 'exactly') ? null : fails(String(osDisks(facts).length))
  },
  osDiskSize: (facts, rule) => {
    const generation = number(rule, 'generation')
    if (facts.generation !== null && facts.generation !== generation) return null
    const over = (bytes: number) =>
      'belowGb' in rule.parameters ? bytes >= number(rule, 'belowGb') * gb : bytes > number(rule, 'maximumGb') * gb
    const large = tooLarge(osDisks(facts), over)
    // too large for a generation that the machine may not be of: only generation 1's higher limit is certain
    if (large && facts.generation === null && generation === 2) return unknown(large.value, large.words)
    if (large || (facts.generation === null && generation === 2)) return large
    return sizeless(osDisks(facts))
  },
  dataDiskCount: (facts, rule, pack) => {
    const count = dataDiskCount(facts)
    const size = sizeOf(facts, pack)
    if (!size || count > size.maxDataDisks) {
      const most = size?.maxDataDisks ?? 64
      return fails(String(count), { size: size?.name ?? t('the largest Azure size'), most })
    }
    if (count <= number(rule, 'warnAbove')) return null
    return { ...fails(String(count), { size: size.name, most: size.maxDataDisks }), severity: 'warning', variant: 'warning' }
  },
  dataDiskSize: (facts, rule) =>
    tooLarge(otherDisks(facts), (bytes) => bytes > number(rule, 'maximumGb') * gb) ?? sizeless(otherDisks(facts)),
  totalDisks: (facts, rule) => (replicated(facts).length > number(rule, 'maximum') ? fails(String(replicated(facts).length)) : null),
  diskFormat: (facts, rule) => {
    const count = replicated(facts).filter((disk) => disk.format === rule.parameters.converted).length
    return count === 0 ? null : fails(count === 1 ? t('1 disk') : t('{count} disks', { count }))
  },
  sharedDisk: (facts) => {
    const names = replicated(facts)
      .filter((disk) => disk.isShared)
      .map((disk) => disk.name)
    if (names.length > 0) return fails(t('shared disk {names}', { names: nameList(names) }))
    return facts.hasSharedStorage ? fails(t('shared storage')) : null
  },
  fibreChannel: (facts) => (facts.hasFibreChannel ? fails(t('Virtual Fibre Channel')) : null),
  generation2Windows: (facts, rule, pack) => {
    if (facts.generation !== 2 || familyOf(facts, pack) !== 'windows') return null
    const { tooOld } = rule.parameters
    if (tooOld !== undefined && facts.osName !== null && expression(String(tooOld)).test(facts.osName))
      return { ...fails(facts.osName), severity: 'blocker', variant: 'blocker' }
    return fails(t('Windows and {n, plural, one {# data disk} other {# data disks}}', { n: dataDiskCount(facts) }))
  },
  generation2Linux: (facts, _rule, pack) => {
    if (familyOf(facts, pack) !== 'linux' || facts.generation === 1) return null
    return facts.generation === 2 ? fails(t('Generation 2')) : unknown(null)
  },
  secureBoot: (facts) => (facts.secureBoot ? fails(t('On')) : null),
  adapterCount: (facts, _rule, pack) => {
    const size = sizeOf(facts, pack)
    const count = facts.adapters.length
    if (!size || count <= size.maxNics) return null
    return fails(String(count), { size: size.name, most: size.maxNics, lost: count - size.maxNics })
  },
  teamedAdapters: (facts) => {
    const count = facts.adapters.filter((adapter) => adapter.isTeamed).length
    return count === 0 ? null : fails(String(count))
  },
  staticAddressLinux: (facts, _rule, pack) => {
    if (familyOf(facts, pack) !== 'linux') return null
    const named = (mode: 'static' | null) => facts.adapters.filter((adapter) => adapter.ipMode === mode).map((adapter) => adapter.name)
    if (named('static').length > 0) return fails(nameList(named('static')))
    return named(null).length > 0 ? unknown(null, { value: nameList(named(null)) }) : null
  },
  checkpoints: (facts) => (facts.checkpointCount ? fails(plural(facts.checkpointCount, 'checkpoint')) : null),
  clusterBroker: (facts) => (facts.cluster !== null && facts.clusterHasBroker === false ? fails(facts.cluster) : null),
  integrationServices: (facts, rule) =>
    facts.integrationServices !== null && expression(String(rule.parameters.missing)).test(facts.integrationServices)
      ? fails(facts.integrationServices.trim() || t('none'))
      : null,
  cloudNetwork: (facts) => {
    if (facts.cloud === null) return facts.cloudTold ? { ...fails(t('No cloud')), severity: 'blocker', variant: 'blocker' } : unknown(null)
    const outside = facts.adapters.filter((adapter) => adapter.network === null || adapter.inCloud === false)
    return outside.length === 0
      ? null
      : fails(nameList(outside.map((adapter) => `${adapter.name} (${adapter.network ?? t('no VM network known')})`)))
  },
}
