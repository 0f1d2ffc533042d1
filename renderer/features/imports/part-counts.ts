import type { ImportResult } from '../../../preload/contract/imports.ts'

const labels: Record<string, string> = {
  vmmServers: 'VMM servers',
  hostGroups: 'Host groups',
  clusters: 'Clusters',
  hosts: 'Hosts',
  clouds: 'Clouds',
  logicalNetworks: 'Logical networks',
  vmNetworks: 'VM networks',
  subnets: 'VM subnets',
  vmSubnets: 'VM subnets',
  disks: 'Virtual disks',
  adapters: 'Network adapters',
  nics: 'Network adapters',
  runAsAccounts: 'Run As accounts',
  volumes: 'Host volumes',
  cloudHostGroups: 'Host groups of clouds',
  cloudLogicalNetworks: 'Logical networks of clouds',
}

/** "fooBars" reads "Foo bars" for a kind that has no caption here. */
const spoken = (name: string): string => {
  const words = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** New, changed and same by kind, machines first; kinds that the files do not touch are left out. */
export const partCounts = (outcome: ImportResult): { label: string; created: number; updated: number; unchanged: number }[] => [
  { label: 'Machines', created: outcome.created, updated: outcome.updated, unchanged: outcome.unchanged },
  ...Object.entries(outcome.parts)
    .filter(([, count]) => count.created + count.updated + count.unchanged > 0)
    .map(([name, count]) => ({ label: labels[name] ?? spoken(name), ...count })),
]
