export const nicTypes = ['primary', 'secondary', 'unused'] as const
export type NicType = (typeof nicTypes)[number]

/** An adapter as Compute and Network holds it. `type` null = by the order of the source. */
export interface TargetAdapter {
  name: string
  subnet: string | null
  /** Null = DHCP. */
  ip: string | null
  type: NicType | null
}

/** Types where none is chosen: the first is primary, and as many follow as the size takes (S64). */
export const impliedTypes = (count: number, maxNics: number): NicType[] =>
  Array.from({ length: count }, (_, n) => (n === 0 ? 'primary' : n < Math.max(1, maxNics) ? 'secondary' : 'unused'))

/** What each adapter is to be: as chosen, else by its place among the source's. */
export const typesOf = (adapters: readonly Pick<TargetAdapter, 'type'>[], maxNics: number): NicType[] => {
  const implied = impliedTypes(adapters.length, maxNics)
  return adapters.map((each, n) => each.type ?? implied[n] ?? 'unused')
}

/** Adapters of the Azure machine, the primary first; never more than the size takes (S64). */
export const connectedAdapters = <A extends Pick<TargetAdapter, 'type'>>(adapters: readonly A[], maxNics: number): A[] => {
  const types = typesOf(adapters, maxNics)
  const used = adapters.map((adapter, n) => ({ adapter, type: types[n] })).filter((each) => each.type !== 'unused')
  const primary = used.findIndex((each) => each.type === 'primary')
  const ordered = primary > 0 ? [used[primary], ...used.slice(0, primary), ...used.slice(primary + 1)] : used
  return ordered.slice(0, Math.max(1, maxNics)).flatMap((each) => (each === undefined ? [] : [each.adapter]))
}
