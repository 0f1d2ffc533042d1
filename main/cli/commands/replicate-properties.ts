import type { ComputeNetwork, PropertiesDraft } from '../../../preload/contract/compute-network.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { impliedTypes } from '../../domain/failover/adapters.ts'
import { type Options, type Outcome, oneOf, optional, UsageError, type Values } from '../command.ts'
import type { LabTime } from '../lab-time.ts'
import { tableText } from '../table.ts'

export const propertyOptions: Options = {
  'azure-name': { type: 'string' },
  size: { type: 'string' },
  'resource-group': { type: 'string' },
  'availability-set': { type: 'string' },
  network: { type: 'string' },
  adapter: { type: 'string' },
  subnet: { type: 'string' },
  ip: { type: 'string' },
  type: { type: 'string' },
}

export const propertyUsage = [
  t('replicate set --lab FILE --vm NAME [--azure-name NAME] [--size SIZE] [--resource-group NAME] [--availability-set NAME|none]'),
  t('              [--network NAME|none] [--adapter NAME] [--subnet NAME] [--ip ADDRESS|dhcp] [--type primary|secondary|unused] [--json]'),
]

const words = ['primary', 'secondary', 'unused'] as const

/** Shows Compute and Network of an item, after setting what was given. */
export const properties = async (replication: LabTime['replication'], id: number, values: Values | null): Promise<Outcome> => {
  if (values !== null) {
    const before = await replication.computeNetwork({ id })
    const draft = draftOf(before, values)
    if (Object.keys(draft).length === 1) throw new UsageError(t('Say what to set, as --size or --ip.'))
    await replication.setProperties(draft)
  }
  return shown(await replication.computeNetwork({ id }), (await replication.checkProperties({ id })).issues)
}

const named = <T extends { name: string }>(list: readonly T[], name: string, field: string): T => {
  const found = list.find((each) => each.name.toLowerCase() === name.toLowerCase())
  if (found === undefined)
    throw new AppError({
      code: 'not-found',
      message: t('There is no {field} named {name}.', { field, name }),
      remedy: t('Use one of {names}.', { names: list.map((each) => each.name).join(', ') || '-' }),
      field,
    })
  return found
}

const draftOf = (now: ComputeNetwork, values: Values): PropertiesDraft => {
  const azureName = optional(values, 'azure-name')
  const size = optional(values, 'size')
  const group = optional(values, 'resource-group')
  const set = optional(values, 'availability-set')
  const network = optional(values, 'network')
  const subnet = optional(values, 'subnet')
  const ip = optional(values, 'ip')
  const type = optional(values, 'type')
  const adapterName = optional(values, 'adapter')
  const draft: PropertiesDraft = {
    id: now.id,
    ...(azureName === undefined ? {} : { azureName }),
    ...(size === undefined ? {} : { size: now.sizes.find((each) => each.name.toLowerCase() === size.toLowerCase())?.name ?? size }),
    ...(group === undefined ? {} : { resourceGroupId: named(now.resourceGroups, group, 'resource-group').id }),
    ...(set === undefined ? {} : { availabilitySet: set === 'none' ? null : set }),
    ...(network === undefined ? {} : { networkId: network === 'none' ? null : named(now.networks, network, 'network').id }),
  }
  if (subnet === undefined && ip === undefined && type === undefined) {
    if (adapterName !== undefined) throw new UsageError(t('--adapter needs --subnet, --ip or --type.'))
    return draft
  }
  const adapter = adapterName === undefined ? now.adapters[0] : named(now.adapters, adapterName, 'adapter')
  if (adapter === undefined)
    throw new AppError({ code: 'not-found', message: t('{name} has no network adapter.', { name: now.name }), field: 'adapter' })
  const moved = draft.networkId !== undefined && draft.networkId !== now.networkId
  return {
    ...draft,
    adapters: [
      {
        networkAdapterId: adapter.networkAdapterId,
        subnet: subnet ?? (moved ? null : adapter.subnet),
        ip: ip === undefined ? (moved ? null : adapter.ip) : ip === 'dhcp' ? null : ip,
        type: type === undefined ? adapter.type : oneOf(type, words, '--type'),
      },
    ],
  }
}

const shown = (now: ComputeNetwork, issues: readonly { field: string; code: string; severity: string; message: string }[]): Outcome => {
  const most = now.sizes.find((each) => each.name === now.size)?.maxNics ?? now.adapters.length
  const implied = impliedTypes(now.adapters.length, most)
  const nameOf = (list: readonly { id: number; name: string }[], id: number | null): string | null =>
    list.find((each) => each.id === id)?.name ?? null
  const network = nameOf(now.networks, now.networkId)
  const adapters = now.adapters.map((each, n) => ({
    name: each.name,
    sourceNetwork: each.sourceNetwork,
    subnet: each.subnet,
    ip: each.ip,
    type: each.type ?? implied[n] ?? 'unused',
  }))
  const resourceGroup = nameOf(now.resourceGroups, now.resourceGroupId)
  const { name, azureName, size, availabilitySet, readOnly } = now
  return {
    code: 0,
    json: {
      name,
      azureName,
      size,
      resourceGroup,
      availabilitySet,
      network,
      readOnly,
      adapters,
      issues: issues.map(({ field, code, severity, message }) => ({ field, code, severity, message })),
    },
    text: [
      tableText(
        [t('Properties'), 'Microsoft Azure'],
        [
          [t('Name'), azureName],
          [t('Resource group'), resourceGroup ?? '-'],
          [t('Size'), size],
          [t('Availability set'), availabilitySet ?? '-'],
          [t('Virtual network'), network ?? '-'],
        ],
      ),
      '',
      tableText(
        [t('Adapter'), t('On-premises network name'), t('Target subnet'), t('Target IP'), t('Type')],
        adapters.map((each) => [each.name, each.sourceNetwork ?? '-', each.subnet ?? '-', each.ip ?? t('DHCP assigned'), each.type]),
      ),
      ...(readOnly === null ? [] : ['', readOnly]),
      ...issues.map((issue) => `${issue.field}: ${issue.message}`),
    ].join('\n'),
  }
}
