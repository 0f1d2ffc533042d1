import { KIND, type World } from './world.ts'

/**
 * A machine that slept has its disks left behind: their churn stands where it stood, and what was captured follows from two instants, because a capture
 * is what was written at it. Whoever looks at the disks brings them up first; while the machine sleeps on, nobody does.
 */
export const catchUp = (w: World, i: number): void => {
  const { it, dk, churn } = w
  it.lag[i] = 0
  const recoverable = it.newest[i]!
  const sealed = it.trKind[i] === KIND.null ? -1 : it.trStart[i]!
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
    const from = dk.cFrom[d]!
    const to = dk.cTo[d]!
    let captured = dk.offset[d]!
    for (let c = from; c < to; c++) captured += churn.at(c, recoverable)
    dk.base[d] = captured
    dk.log0[d] = captured
    if (sealed >= 0) {
      captured = dk.offset[d]!
      for (let c = from; c < to; c++) captured += churn.at(c, sealed)
    }
    dk.w[d] = captured
    for (let c = from; c < to; c++) churn.moveTo(c, w.now)
  }
}
