import type { Pool } from './bandwidth.ts'
import { log } from './log.ts'
import { ceilDiv } from './numbers.ts'
import { KIND, type TransferKind, type World } from './world.ts'

/** Waits between tries, min (P10); then every 30. */
const backOffMin = [1, 2, 4, 8, 10]
export const backOffMs = (k: number): number => (backOffMin[k] ?? 30) * 60_000

export const poolOf = (w: World, i: number): Pool => (w.it.trDown[i] === 1 ? w.down : w.up)

/** Starts the item's one transfer. Amount in bytes, above 0. */
export const startTransfer = (w: World, i: number, kind: TransferKind, amount: number): void => {
  const { it } = w
  it.trKind[i] = KIND[kind]
  it.trHold[i] = 0
  it.trDown[i] = kind === 'failback' ? 1 : 0
  it.trAmount[i] = amount
  it.trStart[i] = w.now
  poolOf(w, i).add(i, it.host[i]!, w.now, amount, 0)
}

const clear = (w: World, i: number): void => {
  const { it } = w
  it.trKind[i] = KIND.null
  it.trHold[i] = 0
  it.trRest[i] = 0
  it.trFinish[i] = 0
  it.blockK[i] = -1
  it.blockNext[i] = Infinity
}

/** All is delivered. */
export const finishTransfer = (w: World, i: number): void => {
  const pool = poolOf(w, i)
  pool.remove(i, w.it.host[i]!, w.now)
  pool.count(w.it.trAmount[i]!, 0)
  clear(w, i)
}

/** Takes the transfer away; returns the whole bytes that were delivered. 0 without a transfer. */
export const abortTransfer = (w: World, i: number): number => {
  const { it } = w
  if (it.trKind[i] === KIND.null) return 0
  const pool = poolOf(w, i)
  const mb = it.trHold[i] === 0 ? pool.remove(i, it.host[i]!, w.now) : it.trFinish[i]!
  const delivered = it.trAmount[i]! - it.trRest[i]! - ceilDiv(mb, 8000)
  w.aborts++
  pool.count(delivered, (8000 - (mb % 8000)) % 8000)
  clear(w, i)
  return delivered
}

/** bit 1: paused, bit 2: blocked by a network fault. */
export const holdTransfer = (w: World, i: number, bit: 1 | 2): void => {
  const { it } = w
  if (it.trKind[i] === KIND.null) return
  if (it.trHold[i] === 0) it.trFinish[i] = poolOf(w, i).remove(i, it.host[i]!, w.now)
  it.trHold[i]! |= bit
}

export const releaseTransfer = (w: World, i: number, bit: 1 | 2): void => {
  const { it } = w
  if (it.trKind[i] === KIND.null || (it.trHold[i]! & bit) === 0) return
  it.trHold[i]! &= ~bit
  if (it.trHold[i] === 0) poolOf(w, i).add(i, it.host[i]!, w.now, it.trRest[i]!, it.trFinish[i]!)
}

/** Class 0: a fault covers the transfer. */
export const seize = (w: World, i: number): void => {
  holdTransfer(w, i, 2)
  w.it.blockK[i] = 0
  w.it.blockNext[i] = w.now + backOffMs(0)
  log(w, 'retry', { k: 0, next: w.it.blockNext[i]!, vm: w.names[i]! })
}

/** Class 0: a try is due. */
export const retry = (w: World, i: number, covered: boolean): void => {
  const { it } = w
  it.blockK[i]!++
  if (covered) {
    it.blockNext[i] = w.now + backOffMs(it.blockK[i]!)
    log(w, 'retry', { k: it.blockK[i]!, next: it.blockNext[i]!, vm: w.names[i]! })
    return
  }
  it.blockK[i] = -1
  it.blockNext[i] = Infinity
  releaseTransfer(w, i, 2)
  log(w, 'retryOk', { vm: w.names[i]! })
}
