/** A figure is held to its floor (`ratio`) or, where only people's patience counts, to a size of its own (`value`). */
export type Goal = { kind: 'ratio' | 'value'; atMost: number }

export interface FigureSpec {
  /** Never renamed: the baseline and `--only` use it. */
  name: string
  group: 'import' | 'lists' | 'replication' | 'window'
  what: string
  /** What the floor does. */
  against: string
  unit: 'ms' | 'MB'
  goals: readonly Goal[]
}

export interface Figure extends FigureSpec {
  runs: readonly number[]
  floorRuns: readonly number[]
  /** Medians, in `unit`. */
  value: number
  floor: number
  /** value / floor; null where the floor is nothing. */
  ratio: number | null
  goalsMet: boolean
}

export interface Baseline {
  /** By name of the figure. Only ratios: times of one machine say nothing on another. `tolerance` 0.25 = a quarter worse passes. */
  figures: Record<string, { ratio: number; tolerance: number }>
}

export interface Comparison {
  name: string
  ratio: number
  baseline: number
  /** The worst ratio that passes. */
  limit: number
  worse: boolean
}

/** The value `share` (0 to 1) of all are at or below: the nearest rank, so always one that was measured. */
export const percentile = (values: readonly number[], share: number): number => {
  if (values.length === 0) throw new RangeError('There is no percentile of nothing')
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number
}

export const median = (values: readonly number[]): number => {
  if (values.length === 0) throw new RangeError('There is no median of nothing')
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}

export const figureOf = (spec: FigureSpec, runs: readonly number[], floorRuns: readonly number[]): Figure => {
  const value = median(runs)
  const floor = median(floorRuns)
  const ratio = floor > 0 ? value / floor : null
  const goalsMet = spec.goals.every(({ kind, atMost }) => (kind === 'value' ? value <= atMost : ratio !== null && ratio <= atMost))
  return { ...spec, runs, floorRuns, value, floor, ratio, goalsMet }
}

/** Figures that the baseline does not know, or that have no ratio, are not compared. */
export const compare = (figures: readonly Figure[], baseline: Baseline): Comparison[] =>
  figures.flatMap(({ name, ratio }) => {
    const known = baseline.figures[name]
    if (known === undefined || ratio === null) return []
    const limit = known.ratio * (1 + known.tolerance)
    return [{ name, ratio, baseline: known.ratio, limit, worse: ratio > limit }]
  })

/** The baseline with the ratios of these figures; the others, and all tolerances, stay. */
export const withRatios = (baseline: Baseline, figures: readonly Figure[], tolerance: Record<FigureSpec['group'], number>): Baseline => {
  const fresh = figures.flatMap(({ name, group, ratio }) =>
    ratio === null ? [] : [[name, { ratio: Number(ratio.toFixed(3)), tolerance: baseline.figures[name]?.tolerance ?? tolerance[group] }]],
  )
  return { ...baseline, figures: { ...baseline.figures, ...Object.fromEntries(fresh) } }
}
