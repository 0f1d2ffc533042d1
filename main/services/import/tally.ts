import type { ImportResult } from '../../../preload/contract/imports.ts'

export type Outcome = 'created' | 'updated' | 'unchanged'
export const partKinds = [
  'vms',
  'disks',
  'adapters',
  'hosts',
  'clusters',
  'hostGroups',
  'clouds',
  'vmNetworks',
  'subnets',
  'logicalNetworks',
  'vmmServers',
  'runAsAccounts',
  'volumes',
  'cloudHostGroups',
  'cloudLogicalNetworks',
] as const
export type PartKind = (typeof partKinds)[number]

/** Counts each row once, by the strongest thing that happened to it. */
export class Tally {
  private readonly kinds = new Map<PartKind, Map<number, Outcome>>()

  note(kind: PartKind, id: number, outcome: Outcome): void {
    const rows = this.kinds.get(kind) ?? new Map<number, Outcome>()
    this.kinds.set(kind, rows)
    const known = rows.get(id)
    if (known === undefined || (known === 'unchanged' && outcome === 'updated')) rows.set(id, outcome)
  }

  count(kind: PartKind): Record<Outcome, number> {
    const counts = { created: 0, updated: 0, unchanged: 0 }
    for (const outcome of this.kinds.get(kind)?.values() ?? []) counts[outcome]++
    return counts
  }

  /** Of every kind but machines. */
  get parts(): ImportResult['parts'] {
    return Object.fromEntries(partKinds.filter((kind) => kind !== 'vms' && this.kinds.has(kind)).map((kind) => [kind, this.count(kind)]))
  }

  get changed(): boolean {
    return partKinds.some((kind) => {
      const { created, updated } = this.count(kind)
      return created + updated > 0
    })
  }
}
