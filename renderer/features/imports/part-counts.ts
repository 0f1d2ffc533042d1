import type { ImportResult } from '../../../preload/contract/imports.ts'
import { t } from '../../../preload/contract/words.ts'

const labels: Record<string, string> = {
  vmmServers: t('VMM servers'),
  hostGroups: t('Host groups'),
  clusters: t('Clusters'),
  hosts: t('Hosts'),
  clouds: t('Clouds'),
  logicalNetworks: t('Logical networks'),
  vmNetworks: t('VM networks'),
  subnets: t('VM subnets'),
  vmSubnets: t('VM subnets'),
  disks: t('Virtual disks'),
  adapters: t('Network adapters'),
  nics: t('Network adapters'),
  runAsAccounts: t('Run As accounts'),
  volumes: t('Host volumes'),
  cloudHostGroups: t('Host groups of clouds'),
  cloudLogicalNetworks: t('Logical networks of clouds'),
}

/** "fooBars" reads "Foo bars" for a kind that has no caption here. */
const spoken = (name: string): string => {
  const words = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** New, changed and same by kind, machines first; kinds that the files do not touch are left out. */
export const partCounts = (outcome: ImportResult): { label: string; created: number; updated: number; unchanged: number }[] => [
  { label: t('Machines'), created: outcome.created, updated: outcome.updated, unchanged: outcome.unchanged },
  ...Object.entries(outcome.parts)
    .filter(([, count]) => count.created + count.updated + count.unchanged > 0)
    .map(([name, count]) => ({ label: labels[name] ?? spoken(name), ...count })),
]
