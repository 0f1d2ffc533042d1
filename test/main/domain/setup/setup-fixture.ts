import type { MachineFacts, SetupContext } from '../../../../main/domain/setup/context.ts'
import { type SetupAnswers, type SetupAnswersInput, setupAnswers } from '../../../../preload/contract/setup-answers.ts'

export const machine = (name: string, more: Partial<MachineFacts> = {}): MachineFacts => ({
  id: [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1e9,
  name,
  host: 'HV01',
  cloud: 'Gold',
  osFamily: 'windows',
  cpuCount: 2,
  memoryBytes: 4 * 2 ** 30,
  disks: [
    { id: 1, name: `${name}_C`, sizeBytes: 40 * 2 ** 30, usedBytes: 20 * 2 ** 30, isOs: true },
    { id: 2, name: `${name}_D`, sizeBytes: 100 * 2 ** 30, usedBytes: 50 * 2 ** 30, isOs: false },
  ],
  nics: [{ id: 1, name: 'NIC 1', network: 'Prod-Web', subnet: 'Web-10', ipMode: 'static', ip: '10.1.1.14' }],
  verdict: 'ready',
  findings: [],
  protectedItemId: null,
  smallestSize: 'Standard_D2',
  ...more,
})

export const contextWith = (machines: readonly MachineFacts[], more: Partial<SetupContext> = {}): SetupContext => {
  const byName = new Map<string, MachineFacts[]>()
  for (const each of machines) byName.set(each.name.toLowerCase(), [...(byName.get(each.name.toLowerCase()) ?? []), each])
  return {
    rulePack: '2016-05',
    labMs: Date.UTC(2016, 4, 10, 8),
    subscriptions: [],
    resourceGroups: [],
    vaults: [],
    vmmServers: [
      {
        name: 'VMM01',
        version: '3.2.8377.0',
        registered: false,
        friendlyName: null,
        clouds: [
          { name: 'Gold', hosts: 2, vms: 3, eligible: 2, hostGroups: 1 },
          { name: 'Silver', hosts: 1, vms: 1, eligible: 1, hostGroups: 1 },
        ],
      },
    ],
    storageAccounts: [
      { name: 'eaststore', type: 'Standard_LRS', region: 'East US', deploymentModel: 'resource-manager' },
      { name: 'weststore', type: 'Standard_GRS', region: 'West Europe', deploymentModel: 'resource-manager' },
      { name: 'premstore', type: 'Premium_LRS', region: 'West Europe', deploymentModel: 'resource-manager' },
    ],
    networks: [
      {
        name: 'DR-Net',
        region: 'West Europe',
        addressRange: '10.20.0.0/16',
        deploymentModel: 'resource-manager',
        subnets: [
          { name: 'default', range: '10.20.0.0/24' },
          { name: 'Web-10', range: '10.20.1.0/24' },
        ],
      },
      { name: 'East-Net', region: 'East US', addressRange: '10.30.0.0/16', deploymentModel: 'resource-manager', subnets: [] },
    ],
    vmNetworks: [
      { name: 'Prod-Web', vmmServer: 'VMM01', logicalNetwork: 'Corp', vms: 2, subnets: [{ name: 'Web-10', range: '10.1.1.0/24' }] },
      { name: 'Prod-DB', vmmServer: 'VMM01', logicalNetwork: null, vms: 1, subnets: [{ name: 'DB-20', range: null }] },
    ],
    policies: [],
    policyInUse: new Map(),
    proxyAccount: null,
    sizes: [
      { name: 'Standard_A1', cores: 1, memoryGib: 1.75, maxDataDisks: 2, maxNics: 1, premium: false },
      { name: 'Standard_D2', cores: 2, memoryGib: 7, maxDataDisks: 4, maxNics: 2, premium: false },
      { name: 'Standard_D4', cores: 8, memoryGib: 28, maxDataDisks: 16, maxNics: 8, premium: false },
    ],
    estate: {
      vms: 3,
      eligibleVms: 2,
      readyVms: 2,
      hosts: 2,
      hostsModern: 2,
      hostsOld: 0,
      hostsUnknown: 0,
      vmsOnNetwork: 3,
      vmNetworksLinked: 1,
    },
    machines: byName,
    takenAddresses: new Map(),
    azureNames: new Map(),
    recoveryPlans: [],
    ...more,
  }
}

/** Answers without a fault for the context above. */
export const goodAnswers: SetupAnswersInput = {
  vault: { name: 'DR-West', subscription: 'Lab', resourceGroup: { mode: 'new', name: 'rg-dr' }, region: 'West Europe' },
  source: { vmmServer: 'VMM01', friendlyName: 'VMM01' },
  target: { subscription: 'Lab', storageAccount: 'weststore', network: 'DR-Net' },
  networkMapping: {
    mappings: [
      { source: 'Prod-Web', target: 'DR-Net' },
      { source: 'Prod-DB', target: 'DR-Net' },
    ],
  },
  replication: { policyName: 'Gold-policy', clouds: ['Gold'] },
  machines: { cloud: 'Gold', azureNetwork: 'DR-Net', items: [{ name: 'WEB01' }] },
}

type Part = { [K in keyof SetupAnswersInput]?: Record<string, unknown> }

/** Good answers with single values changed, page by page. */
export const answersWith = (changes: Part = {}): SetupAnswers => {
  const merged: Record<string, unknown> = { ...goodAnswers }
  for (const [page, part] of Object.entries(changes)) merged[page] = { ...(merged[page] as object | undefined), ...part }
  return setupAnswers.parse(merged)
}
