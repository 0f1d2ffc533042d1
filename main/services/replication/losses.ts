import type { LossFacts } from '../../../preload/contract/replication.ts'
import type { PointChoice } from '../../domain/replication/actions.ts'
import { findPoint } from '../../domain/replication/failover-points.ts'
import type { ItemView } from '../../domain/replication/views.ts'
import type { LabSimulation } from './lab-simulation.ts'

/** When the source stopped writing and how much it had written by then; now, unless it is failed over (model 7.3). */
const stopOf = (view: ItemView, nowMs: number): { atMs: number; written: number } => {
  const { failover } = view
  if (failover === null || failover.stopAt === null || failover.lossBytes === null) return { atMs: nowMs, written: view.written }
  const used = view.points.find((point) => point.stamp === failover.stamp)
  return { atMs: failover.stopAt, written: (used?.written ?? 0) + failover.lossBytes }
}

/** What is lost when these items fail over to a point and their source can't be synchronized any more. Bytes and ms, never below 0. */
export const lossesOf = (simulation: LabSimulation, ids: readonly number[], choice: PointChoice): LossFacts => {
  const facts: LossFacts = { items: 0, without: 0, worstMs: 0, bytes: 0, oldestStampMs: null, noApp: 0 }
  const sim = simulation.live
  for (const id of new Set(ids)) {
    const vm = simulation.nameOf(id)
    const index = vm === undefined ? undefined : sim?.indexOf(vm)
    const view = index === undefined ? undefined : sim?.item(index)
    const point = view === undefined ? undefined : findPoint(view.points, choice)
    if (view === undefined || point === undefined) {
      facts.without += 1
      continue
    }
    const stop = stopOf(view, simulation.nowMs)
    facts.items += 1
    facts.worstMs = Math.max(facts.worstMs, stop.atMs - point.stamp)
    facts.bytes += Math.max(0, stop.written - point.written)
    facts.oldestStampMs = Math.min(facts.oldestStampMs ?? point.stamp, point.stamp)
    if (choice === 'app' && !point.app) facts.noApp += 1
  }
  return facts
}
