import type { SetupIssue } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import { formatIpv4, parseCidr, parseIpv4, usableAddresses } from '../mapping/ipv4.ts'
import type { MachineFacts, NetworkFacts, SetupContext, SizeFacts } from './context.ts'
import { knownOsDisk, reasonsAgainst } from './eligibility.ts'
import { findNamed, Issues, sameName } from './issue.ts'
import { isAzureVmName } from './names.ts'
import { targetSubnetOf } from './placement.ts'
import { assignAzureNames, type MachineItem, matchesOf } from './resolve.ts'
import { allNetworks } from './target.ts'

/** Virtual machines (S54-S59): source cloud, network now or later, and every selected machine with its properties. */
export const machinesIssues = (answers: SetupAnswers, context: SetupContext): SetupIssue[] => {
  const issues = new Issues('machines')
  const { machines } = answers
  cloudIssues(answers, context, issues)
  const networks = allNetworks(answers, context)
  if (machines.network === 'now') networkIssues(machines, networks, issues)
  if (machines.items.length === 0) issues.error('items', 'vm-none', t('Select at least one machine.'))
  const seen: Seen = { machines: new Set(), names: new Map(context.azureNames), addresses: new Map(context.takenAddresses) }
  const azureNames = assignAzureNames(answers, context)
  machines.items.forEach((item, index) => {
    const at = `items.${index}`
    const matches = matchesOf(item, context)
    const machine = matches[0]
    if (!machine) {
      issues.error(
        `${at}.name`,
        'not-found',
        item.host
          ? t('There is no machine named {name} on {host}.', { name: item.name, host: item.host })
          : t('There is no machine named {name}.', { name: item.name }),
        t('Choose one that is in the lab.'),
      )
      return
    }
    if (matches.length > 1) {
      issues.error(
        `${at}.host`,
        'name-ambiguous',
        t('{matches} machines are named {name}.', { matches: matches.length, name: item.name }),
        t('Add the host of the one you mean.'),
      )
      return
    }
    itemIssues({ at, item, machine, azureName: azureNames[index] ?? '', answers, context, networks, seen, issues })
  })
  return issues.list
}

interface Seen {
  machines: Set<number>
  names: Map<string, number>
  addresses: Map<string, { id: number; name: string }>
}

const cloudIssues = (answers: SetupAnswers, context: SetupContext, issues: Issues): void => {
  const { cloud } = answers.machines
  if (!issues.choose('cloud', cloud, t('cloud'))) return
  const server = findNamed(context.vmmServers, answers.source.vmmServer)
  if (server && !findNamed(server.clouds, cloud)) {
    issues.notFound('cloud', t('cloud'), cloud, t('Choose a cloud of {name}.', { name: server.name }))
    return
  }
  if (!answers.replication.clouds.some((each) => sameName(each, cloud)))
    issues.error(
      'cloud',
      'cloud-policy',
      t('{cloud} has no replication policy.', { cloud }),
      t('Choose it on the Replication settings page.'),
    )
}

const networkIssues = (machines: SetupAnswers['machines'], networks: readonly NetworkFacts[], issues: Issues): void => {
  if (!issues.choose('azureNetwork', machines.azureNetwork, t('Azure network'))) return
  const network = findNamed(networks, machines.azureNetwork)
  if (!network) {
    issues.notFound('azureNetwork', t('Azure network'), machines.azureNetwork)
    return
  }
  if (machines.subnet !== '' && !findNamed(network.subnets, machines.subnet))
    issues.notFound('subnet', t('subnet'), machines.subnet, t('Choose a subnet of {name}.', { name: network.name }))
}

interface ItemCheck {
  at: string
  item: MachineItem
  machine: MachineFacts
  azureName: string
  answers: SetupAnswers
  context: SetupContext
  networks: readonly NetworkFacts[]
  seen: Seen
  issues: Issues
}

const itemIssues = (check: ItemCheck): void => {
  const { at, item, machine, azureName, answers, context, seen, issues } = check
  if (seen.machines.has(machine.id)) {
    issues.error(`${at}.name`, 'selected-twice', t('{name} is selected twice.', { name: item.name }), t('Keep one of them.'))
    return
  }
  seen.machines.add(machine.id)
  for (const finding of reasonsAgainst(machine, answers.machines.cloud))
    if (finding.rule !== 'PROTECTED')
      issues.error(
        `${at}.name`,
        finding.rule,
        t("{name} can't be selected. {message}", { name: machine.name, message: finding.message }),
        finding.remedy,
      )
  osIssues(at, item, machine, issues)
  excludeIssues(at, item, machine, issues)
  if (!isAzureVmName(azureName))
    issues.error(`${at}.azureName`, 'azure-vm-name', t('Use 1 to 63 letters, digits, hyphens; begin and end with a letter or digit.'))
  const other = seen.names.get(azureName.toLowerCase())
  if (other !== undefined && other !== machine.id)
    issues.error(`${at}.azureName`, 'name-taken', t('Azure machine {azureName} exists already. Choose another name.', { azureName }))
  seen.names.set(azureName.toLowerCase(), machine.id)
  sizeIssues(at, item, machine, context, issues)
  addressIssues(check)
}

const osIssues = (at: string, item: MachineItem, machine: MachineFacts, issues: Issues): void => {
  const family = item.osFamily ?? machine.osFamily
  const disk = item.osDisk ?? knownOsDisk(machine)
  const field = family === null ? 'osFamily' : 'osDisk'
  if (family === null || disk === null) issues.error(`${at}.${field}`, 'os-unknown', t('Choose the OS and the OS disk.'))
  else if (!machine.disks.some((each) => sameName(each.name, disk)))
    issues.notFound(`${at}.osDisk`, t('disk'), disk, t('Choose a disk of {name}.', { name: machine.name }))
}

const excludeIssues = (at: string, item: MachineItem, machine: MachineFacts, issues: Issues): void => {
  const osDisk = item.osDisk ?? knownOsDisk(machine)
  item.excludeDisks?.forEach((name, n) => {
    const field = `${at}.excludeDisks.${n}`
    if (!machine.disks.some((each) => sameName(each.name, name)))
      issues.notFound(field, t('disk'), name, t('Choose a disk of {name}.', { name: machine.name }))
    else if (osDisk !== null && sameName(osDisk, name))
      issues.error(field, 'exclude-os', t("The OS disk can't be left out."), t('Exclude data disks only.'))
  })
}

const gib = 2 ** 30
/** What of the machine doesn't fit the size, in words; null when all fits. Adapters over the limit are dropped (S64), not refused. */
export const sizeShortfall = (size: SizeFacts, machine: MachineFacts, excluded: number): string | null => {
  const lacks: string[] = []
  if (machine.cpuCount !== null && machine.cpuCount > size.cores)
    lacks.push(t('{cpuCount} cores needed, it has {cores}', { cpuCount: machine.cpuCount, cores: size.cores }))
  if (machine.memoryBytes !== null && machine.memoryBytes > size.memoryGib * gib)
    lacks.push(
      t('{memoryBytes} GiB needed, it has {memoryGib}', { memoryBytes: (machine.memoryBytes / gib).toFixed(1), memoryGib: size.memoryGib }),
    )
  const data = Math.max(0, machine.disks.length - excluded - 1)
  if (data > size.maxDataDisks)
    lacks.push(t('{data} data disks needed, it takes {maxDataDisks}', { data, maxDataDisks: size.maxDataDisks }))
  return lacks.length === 0 ? null : lacks.join('; ')
}

const sizeIssues = (at: string, item: MachineItem, machine: MachineFacts, context: SetupContext, issues: Issues): void => {
  const name = item.size ?? machine.smallestSize
  if (name === null || name === '') {
    issues.error(
      `${at}.size`,
      'size-none',
      t('No size of the rule year fits {name}.', { name: machine.name }),
      t('Reduce its processors, memory or disks.'),
    )
    return
  }
  const size = findNamed(context.sizes, name)
  if (!size) {
    issues.notFound(`${at}.size`, t('size'), name, t('Choose a size of the list.'))
    return
  }
  const what = sizeShortfall(size, machine, item.excludeDisks?.length ?? 0)
  if (what !== null) issues.error(`${at}.size`, 'size-small', t('{name} is too small: {what}.', { name: size.name, what }))
  if (machine.nics.length > size.maxNics)
    issues.warn(
      `${at}.size`,
      'nic-capped',
      t('{name} takes {maxNics} of the {nics} adapters of {machine}.', {
        name: size.name,
        maxNics: size.maxNics,
        nics: machine.nics.length,
        machine: machine.name,
      }),
      t('Choose a larger size to keep all.'),
    )
}

const addressIssues = ({ at, item, machine, answers, context, networks, seen, issues }: ItemCheck): void => {
  const place = targetSubnetOf(answers, context, networks, item, machine)
  if (place.networks.length > 1)
    issues.warn(
      `${at}.subnet`,
      'nic-networks',
      t('The adapters of {name} are mapped to {networks}. All go to {network}.', {
        name: machine.name,
        networks: place.networks.join(', '),
        network: place.networks[0],
      }),
      t('All adapters of a machine connect to one network; choose another under Compute and Network.'),
    )
  if (item.subnet && place.network && !findNamed(place.network.subnets, item.subnet)) {
    issues.notFound(`${at}.subnet`, t('subnet'), item.subnet, t('Choose a subnet of {name}.', { name: place.network.name }))
    return
  }
  const text = item.ip?.trim() ?? ''
  if (text === '') return
  const ip = parseIpv4(text)
  if (ip === null) {
    issues.error(`${at}.ip`, 'ip-invalid', t('Write an address like 10.20.1.14.'))
    return
  }
  const subnet = place.network && place.subnet ? findNamed(place.network.subnets, place.subnet) : undefined
  const range = subnet ? parseCidr(subnet.range) : null
  if (!place.network || !subnet || !range) {
    issues.error(`${at}.subnet`, 'required', t('Choose subnet.'))
    return
  }
  if (ip < range.first || ip > range.last) {
    issues.error(`${at}.ip`, 'ip-outside', t("{text} isn't in {name} ({range}).", { text, name: subnet.name, range: subnet.range }))
    return
  }
  const usable = usableAddresses(range)
  if (!usable || ip < usable.first || ip > usable.last) {
    issues.error(
      `${at}.ip`,
      'ip-reserved',
      usable
        ? t('Azure keeps {text}. Use {first} to {last}.', { text, first: formatIpv4(usable.first), last: formatIpv4(usable.last) })
        : t('Azure keeps {text}. {name} has no free address.', { text, name: subnet.name }),
    )
    return
  }
  const key = `${place.network.name.toLowerCase()}\n${text}`
  const user = seen.addresses.get(key)
  if (user !== undefined && user.id !== machine.id)
    issues.error(`${at}.ip`, 'ip-taken', t('{text} is used by {name}.', { text, name: user.name }))
  seen.addresses.set(key, machine)
}
