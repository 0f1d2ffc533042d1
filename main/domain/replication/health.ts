import { rpo } from './ledger.ts'
import { log } from './log.ts'
import { healths } from './states.ts'
import { HEALTH, PAUSE, PHASE, S, type World } from './world.ts'

/** The words are documented (P8); every threshold is ours. */
export const healthOf = (w: World, i: number): number => {
  const { it } = w
  const state = it.state[i]!
  if (state <= S.M2 || state >= S.M12) return HEALTH.None
  if (state === S.M3P && (it.pausedBy[i] !== PAUSE.user || it.marked[i] === 1)) return HEALTH.Critical
  if (state === S.M9 && it.phase[i] === PHASE.required) return HEALTH.Critical
  const age = rpo(w, i)
  const { warnRpoMs, critRpoMs } = w.scenario.params
  if (age !== null && age > critRpoMs) return HEALTH.Critical
  if (state === S.M3P || state === S.M9) return HEALTH.Warning
  if ((age !== null && age > warnRpoMs) || it.flag[i] === 1) return HEALTH.Warning
  return HEALTH.Normal
}

/** The next instant at which the health may change by age alone. */
export const healthWake = (w: World, i: number): number => {
  const age = rpo(w, i)
  if (age === null) return Infinity
  const { warnRpoMs, critRpoMs } = w.scenario.params
  const born = w.now - age
  if (age <= warnRpoMs) return born + Math.min(warnRpoMs, critRpoMs) + 1
  return age <= critRpoMs ? born + critRpoMs + 1 : Infinity
}

/** At a multiple of the monitoring interval: too many cycles missed? True when that is news. */
export const judgeInterval = (w: World, i: number): boolean => {
  const { it } = w
  const before = it.flag[i]
  it.flag[i] = it.expI[i]! > 0 && 1000 * it.missI[i]! >= w.scenario.params.missedPermille * it.expI[i]! ? 1 : 0
  it.expI[i] = 0
  it.missI[i] = 0
  return it.flag[i] !== before
}

export const observeHealth = (w: World, i: number): void => {
  const health = healthOf(w, i)
  const before = w.it.health[i]!
  if (health === before) return
  w.it.health[i] = health
  log(w, 'health', { from: healths[before]!, to: healths[health]!, vm: w.names[i]! })
}
