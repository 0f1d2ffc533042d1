import { catchUp } from './lag.ts'
import { ceilDiv } from './numbers.ts'
import { KIND, S, type World } from './world.ts'

/** Bytes written to a disk in the present epoch, now. */
export const writtenOfDisk = (w: World, i: number, d: number): number => {
  if (w.it.lag[i] === 1) catchUp(w, i)
  if (w.it.running[i] === 0) return w.dk.offset[d]!
  let sum = w.dk.offset[d]!
  for (let c = w.dk.cFrom[d]!; c < w.dk.cTo[d]!; c++) sum += w.churn.at(c, w.now)
  return sum
}

export const written = (w: World, i: number): number => {
  let sum = 0
  for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) sum += writtenOfDisk(w, i, d)
  return sum
}

/** From now on the disks' writes count from 0. */
export const countFromNow = (w: World, i: number): void => {
  const { it, dk } = w
  it.running[i] = 0
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) dk.offset[d] = 0
  startWriting(w, i)
}

/** The machine runs (again): written grows with its churn. */
export const startWriting = (w: World, i: number): void => {
  const { it, dk } = w
  if (it.running[i] === 1) return
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) for (let c = dk.cFrom[d]!; c < dk.cTo[d]!; c++) dk.offset[d]! -= w.churn.at(c, w.now)
  it.running[i] = 1
}

/** The machine stops: written stands still. */
export const stopWriting = (w: World, i: number): void => {
  const { it, dk } = w
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) dk.offset[d] = writtenOfDisk(w, i, d)
  it.running[i] = 0
}

export const clearWritten = (w: World, i: number): void => {
  const { it, dk } = w
  it.running[i] = 0
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
    dk.offset[d] = 0
    dk.base[d] = 0
    dk.log0[d] = 0
    dk.w[d] = 0
  }
}

/** Bytes in the logs of a disk: since the last completed capture, sealed log in transit included. */
export const hrlOfDisk = (w: World, i: number, d: number): number => (logCounts(w, i) ? writtenOfDisk(w, i, d) - w.dk.log0[d]! : 0)

/** From a failover on nothing counts as log, on no volume either. */
export const logCounts = (w: World, i: number): boolean => w.it.logOn[i] === 1 && w.it.state[i]! < S.M10

export const hrl = (w: World, i: number): number => {
  if (w.it.logOn[i] === 0) return 0
  let sum = 0
  for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) sum += hrlOfDisk(w, i, d)
  return sum
}

/** The log counts from what is written now. */
export const openLog = (w: World, i: number): void => {
  w.it.logOn[i] = 1
  for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) w.dk.log0[d] = writtenOfDisk(w, i, d)
}

/** Bytes of an IR are kept in the log and in the AVHDX. */
export const logFactor = (w: World, i: number): number => {
  const state = w.it.state[i]!
  return state === S.M3 || state === S.M4 || (state === S.M3P && w.it.before[i] === S.M3) ? 2 : 1
}

/** Rest of the transfer of an item: whole bytes, and mb beyond them. */
export const remaining = (w: World, i: number): { bytes: number; mb: number } => {
  const { it } = w
  const pool = it.trDown[i] === 1 ? w.down : w.up
  return { bytes: it.trRest[i]!, mb: it.trHold[i] === 0 ? pool.left(i, it.host[i]!, w.now) : it.trFinish[i]! }
}

/** Delivered whole bytes of the transfer in flight. */
export const deliveredOfFlight = (w: World, i: number): number => {
  if (w.it.trKind[i] === KIND.null) return 0
  const { bytes, mb } = remaining(w, i)
  return w.it.trAmount[i]! - bytes - ceilDiv(mb, 8000)
}

export interface Ledger {
  written: number
  sent: number
  pending: number
  superseded: number
  irSent: number
  resyncSent: number
  fbSent: number
}

/** What a person sees: the delivered part of the flight counts as sent. */
export const ledger = (w: World, i: number): Ledger => {
  const { it } = w
  const all = written(w, i)
  const kind = it.trKind[i]!
  const flight = deliveredOfFlight(w, i)
  const sent = it.sent[i]! + (kind === KIND.delta || kind === KIND.final ? flight : 0)
  const superseded = it.superseded[i]!
  return {
    written: all,
    sent,
    pending: all - sent - superseded,
    superseded,
    irSent: it.irSent[i]! + (kind === KIND.ir ? flight : 0),
    resyncSent: it.resyncSent[i]! + (kind === KIND.resync ? flight : 0),
    fbSent: it.fbSent[i]! + (kind === KIND.failback ? flight : 0),
  }
}

/** M1..M5, M9, M10 and M11 keep a ledger. */
export const hasLedger = (state: number): boolean => state !== S.M0 && state < S.M12

/** null in M0-M4, in a pause of M3, and from M11 on. */
export const rpo = (w: World, i: number): number | null => {
  const { it } = w
  const state = it.state[i]!
  const counts = state === S.M5 || state === S.M9 || state === S.M10 || (state === S.M3P && it.before[i] !== S.M3)
  return counts && it.newest[i]! >= 0 ? w.now - it.newest[i]! : null
}
