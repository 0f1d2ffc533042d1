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

interface Counted {
  created: number
  /** New rows get ever higher ids, so everything from the first one on is new. */
  firstNew: number
  /** Rows that the lab had before. */
  known: Map<number, 'updated' | 'unchanged'>
}

/** Counts each row once, by the strongest thing that happened to it. */
export class Tally {
  private readonly kinds = new Map<PartKind, Counted>()

  note(kind: PartKind, id: number, outcome: Outcome): void {
    let rows = this.kinds.get(kind)
    if (rows === undefined) {
      rows = { created: 0, firstNew: Number.POSITIVE_INFINITY, known: new Map() }
      this.kinds.set(kind, rows)
    }
    if (outcome === 'created') {
      rows.created++
      if (id < rows.firstNew) rows.firstNew = id
    } else if (id < rows.firstNew && (outcome === 'updated' || !rows.known.has(id))) rows.known.set(id, outcome)
  }

  count(kind: PartKind): Record<Outcome, number> {
    const rows = this.kinds.get(kind)
    const counts = { created: rows?.created ?? 0, updated: 0, unchanged: 0 }
    for (const outcome of rows?.known.values() ?? []) counts[outcome]++
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
