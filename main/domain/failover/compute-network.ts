import { t } from '../../../preload/contract/words.ts'
import { formatIpv4, parseCidr, parseIpv4, usableAddresses } from '../mapping/ipv4.ts'
import { gatewaySubnet } from '../mapping/landing.ts'
import type { MachineFacts, SizeFacts } from '../setup/context.ts'
import { findNamed, sameName } from '../setup/issue.ts'
import { sizeShortfall } from '../setup/machines-page.ts'
import { isAzureVmName } from '../setup/names.ts'
import { type NicType, typesOf } from './adapters.ts'

/** Compute and Network of a replicated item as somebody wants it (S62-S64); adapters in the order of the source. */
export interface TargetDraft {
  azureName: string
  size: string
  resourceGroupId: number
  availabilitySet: string | null
  networkId: number | null
  adapters: readonly { subnet: string | null; ip: string | null; type: NicType | null }[]
}

export interface TargetNetwork {
  id: number
  name: string
  region: string
  subnets: readonly { name: string; range: string }[]
}

/** What the rules look at besides the draft. */
export interface TargetFacts {
  machine: MachineFacts
  /** Disks that are not replicated. */
  excluded: number
  region: string
  sizes: readonly SizeFacts[]
  networks: readonly TargetNetwork[]
  resourceGroups: readonly number[]
  /** Machine that has this name in Azure, or is to have it. */
  nameOwner: (azureName: string) => string | null
  /** Machine that has this address in the network, or is to have it. */
  addressOwner: (network: string, address: string) => string | null
}

export interface TargetIssue {
  /** azureName, size, resourceGroupId, availabilitySet, networkId, adapters.N.subnet, adapters.N.ip, adapters.N.type */
  field: string
  code: string
  severity: 'error' | 'warning'
  message: string
  remedy: string | null
}

/** Faults and warnings of a draft, in the order of the fields. */
export const targetIssues = (draft: TargetDraft, facts: TargetFacts): TargetIssue[] => {
  const issues: TargetIssue[] = []
  const say =
    (severity: TargetIssue['severity']) =>
    (field: string, code: string, message: string, remedy: string | null = null): void =>
      void issues.push({ field, code, severity, message, remedy })
  const error = say('error')
  if (!isAzureVmName(draft.azureName))
    error('azureName', 'azure-vm-name', t('Use 1 to 63 letters, digits, hyphens; begin and end with a letter or digit.'))
  else if (facts.nameOwner(draft.azureName) !== null)
    error('azureName', 'name-taken', t('Azure machine {name} exists already. Choose another name.', { name: draft.azureName }))
  if (!facts.resourceGroups.includes(draft.resourceGroupId))
    error('resourceGroupId', 'not-found', t('This resource group is not in the lab.'), t('Choose one of the list.'))
  sizeIssues(draft, facts, error, say('warning'))
  if (draft.availabilitySet !== null && !/^[a-z0-9]([\w.-]{0,78}\w)?$/i.test(draft.availabilitySet))
    error(
      'availabilitySet',
      'availability-set-name',
      t('Use 1 to 80 letters, digits, hyphens, dots, underscores; begin with a letter or digit.'),
    )
  const network = networkOf(draft, facts, error, say('warning'))
  typeIssues(draft, facts, error)
  adapterIssues(draft, facts, network, error)
  return issues
}

type Say = (field: string, code: string, message: string, remedy?: string | null) => void

const sizeIssues = (draft: TargetDraft, { sizes, machine, excluded }: TargetFacts, error: Say, warn: Say): void => {
  const size = findNamed(sizes, draft.size)
  if (size === undefined) {
    error('size', 'not-found', t('There is no size named {name} in this rule year.', { name: draft.size }), t('Choose a size of the list.'))
    return
  }
  const what = sizeShortfall(size, machine, excluded)
  if (what !== null) error('size', 'size-small', t('{size} is too small: {what}.', { size: size.name, what }), t('Choose a larger size.'))
  else if (machine.nics.length > size.maxNics)
    warn(
      'size',
      'nic-capped',
      t('{size} takes {most} of the {all} adapters of {machine}.', {
        size: size.name,
        most: size.maxNics,
        all: machine.nics.length,
        machine: machine.name,
      }),
      t('Choose a larger size to keep all.'),
    )
}

const networkOf = (draft: TargetDraft, facts: TargetFacts, error: Say, warn: Say): TargetNetwork | null => {
  if (draft.networkId === null) {
    if (facts.machine.nics.length > 0)
      warn('networkId', 'network-missing', t('Without a network a failover to Azure fails.'), t('Choose the network that it joins.'))
    return null
  }
  const network = facts.networks.find((each) => each.id === draft.networkId)
  if (network === undefined) error('networkId', 'not-found', t('This Azure network is not in the lab.'), t('Choose one of the list.'))
  else if (network.region !== facts.region)
    error(
      'networkId',
      'region-mismatch',
      t("{name} is in {region}. Choose one in the vault's region, {vaultRegion}.", {
        name: network.name,
        region: network.region,
        vaultRegion: facts.region,
      }),
    )
  return network ?? null
}

const typeIssues = (draft: TargetDraft, { sizes, machine }: TargetFacts, error: Say): void => {
  if (draft.adapters.every((each) => each.type === null)) return
  const size = findNamed(sizes, draft.size)
  const types = typesOf(draft.adapters, size?.maxNics ?? draft.adapters.length)
  const primaries = types.flatMap((type, n) => (type === 'primary' ? [n] : []))
  if (primaries.length === 0)
    error('adapters.0.type', 'nic-primary', t('One adapter must be primary.'), t('Choose Primary for the adapter that answers first.'))
  for (const n of primaries.slice(1))
    error(`adapters.${n}.type`, 'nic-primary', t('{name} is a second primary adapter.', { name: machine.nics[n]?.name }), t('Keep one.'))
  const used = types.flatMap((type, n) => (type === 'unused' ? [] : [n]))
  const over = size === undefined ? undefined : used[size.maxNics]
  if (over !== undefined)
    error(
      `adapters.${over}.type`,
      'nic-count',
      t('{size} takes {n, plural, one {# adapter} other {# adapters}}; {used} are in use.', {
        size: size?.name,
        n: size?.maxNics,
        used: used.length,
      }),
      t('Choose a larger size, or "Do not use" for the others.'),
    )
}

const adapterIssues = (draft: TargetDraft, facts: TargetFacts, network: TargetNetwork | null, error: Say): void => {
  const own = new Map<string, string>()
  draft.adapters.forEach((adapter, n) => {
    const at = `adapters.${n}`
    const subnet = adapter.subnet === null || network === null ? undefined : findNamed(network.subnets, adapter.subnet)
    if (adapter.subnet !== null && network !== null && subnet === undefined)
      error(
        `${at}.subnet`,
        'not-found',
        t('There is no subnet named {name}.', { name: adapter.subnet }),
        t('Choose a subnet of {name}.', { name: network.name }),
      )
    if (subnet !== undefined && sameName(subnet.name, gatewaySubnet))
      error(`${at}.subnet`, 'subnet-gateway', t("Machines can't run in {name}.", { name: subnet.name }), t('Choose another subnet.'))
    const text = adapter.ip?.trim() ?? ''
    if (text === '') return
    const ip = parseIpv4(text)
    if (ip === null) {
      error(`${at}.ip`, 'ip-invalid', t('Write an address like 10.20.1.14.'))
      return
    }
    const range = subnet === undefined ? null : parseCidr(subnet.range)
    if (network === null || subnet === undefined || range === null) {
      if (adapter.subnet === null || network === null) error(`${at}.subnet`, 'required', t('Choose the subnet of this address.'))
      return
    }
    if (ip < range.first || ip > range.last) {
      error(`${at}.ip`, 'ip-outside', t("{ip} isn't in {subnet} ({range}).", { ip: text, subnet: subnet.name, range: subnet.range }))
      return
    }
    const usable = usableAddresses(range)
    if (usable === null || ip < usable.first || ip > usable.last) {
      error(
        `${at}.ip`,
        'ip-reserved',
        usable === null
          ? t('Azure keeps {ip}. {subnet} has no free address.', { ip: text, subnet: subnet.name })
          : t('Azure keeps {ip}. Use {first} to {last}.', { ip: text, first: formatIpv4(usable.first), last: formatIpv4(usable.last) }),
      )
      return
    }
    const other = own.get(text) ?? facts.addressOwner(network.name, text)
    if (other !== null)
      error(
        `${at}.ip`,
        'ip-taken',
        t('{ip} is used by {name}. The failover would fail.', { ip: text, name: other }),
        t('Choose another, or leave it empty.'),
      )
    own.set(text, facts.machine.nics[n]?.name ?? t('another adapter'))
  })
}
