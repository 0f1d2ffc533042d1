import type { PointChoice } from './actions.ts'
import { dropFlight } from './cycles.ts'
import { stopWriting, written } from './ledger.ts'
import { type Point, points } from './points.ts'
import type { World } from './world.ts'

/** The point that a choice means (model 7.3); without an app-consistent one, or one old enough, the next best. */
export const findPoint = <P extends Pick<Point, 'stamp' | 'app'>>(list: readonly P[], choice: PointChoice): P | undefined => {
  const newest = list.at(-1)
  if (typeof choice === 'number') return list.findLast((each) => each.stamp <= choice) ?? list[0]
  return choice === 'app' ? (list.findLast((each) => each.app) ?? newest) : newest
}

/** The source is gone at now: the flight ends and nothing is written any more. */
export const loseSource = (w: World, i: number): void => {
  dropFlight(w, i)
  stopWriting(w, i)
  w.failovers[i]!.stopAt ??= w.now
  w.failovers[i]!.shutdown = false
}

/** Selects the recovery point and computes what is lost by it. After a sync that is the final point, and nothing. */
export const choosePoint = (w: World, i: number): void => {
  const failover = w.failovers[i]!
  const list = points(w, i)
  const point = failover.synced ? list.at(-1) : findPoint(list, failover.point)
  if (point === undefined) return
  if (failover.stopWritten < 0) failover.stopWritten = written(w, i)
  failover.stamp = point.stamp
  failover.lossMs = failover.synced ? 0 : failover.stopAt! - point.stamp
  failover.lossBytes = failover.synced ? 0 : failover.stopWritten - point.written
}

/** Before commit: another point, from what was written when the source stopped. */
export const changePoint = (w: World, i: number, choice: PointChoice): void => {
  const failover = w.failovers[i]!
  failover.point = choice
  failover.synced = false
  choosePoint(w, i)
}
