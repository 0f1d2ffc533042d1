import { AppError } from '../../../preload/contract/errors.ts'
import type { RpoHistory } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import { hourMs } from '../../domain/replication/clock.ts'
import type { RpoHour } from '../../domain/replication/rpo-hours.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { joined, type Stretch, StretchPlay, stretchesOf } from './rpo-stretch.ts'

/** As long as one turn may take, in wall ms: playing the hours of thousands of machines again takes seconds, in which others get answers. */
const turnMs = 12
/** A call answers at the latest after so many ms, with what is known by then. */
const answerMs = 250
/** Nobody asks for the rest within so many ms: whoever asked has gone, and the work ends. */
const patienceMs = 3000
/** Machines whose hours are kept: those that a person goes to and fro between. */
const keptMachines = 8

const others = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The hours of one machine that are known on a branch: between two instants, which are what is never played again. */
interface Known {
  fromMs: number
  toMs: number
  /** Up to where whoever asks wants it, until all of that is known: a clock that plays would never let it end. */
  goalMs: number | null
  hours: Map<number, RpoHour>
}

interface Asked {
  known: Known
  vm: string
  live: Simulation
  fromMs: number
  toMs: number
}

/**
 * RPO of machines by hour. The past of a branch never changes, so each hour is played once; what is new since comes to it. The work is done
 * by whoever asks: each call plays on for a moment and tells what is known, the newest hours first.
 */
export class RpoHistories {
  readonly #simulation: LabSimulation
  readonly #nowMs: () => number
  readonly #known = new Map<string, Known>()
  #play: { known: Known; play: StretchPlay } | null = null
  #working: Promise<void> | null = null
  #forget: NodeJS.Timeout | null = null

  /** `nowMs`: milliseconds that only rise. */
  constructor(simulation: LabSimulation, nowMs = () => performance.now()) {
    this.#simulation = simulation
    this.#nowMs = nowMs
  }

  /** `budgetMs`: when to answer although not all is known. Rejects with AppError `not-found`. */
  async ask(id: number, hours: number, budgetMs = answerMs): Promise<RpoHistory> {
    const began = this.#nowMs()
    const over = (): boolean => this.#nowMs() - began >= budgetMs
    // Two that ask at once take turns.
    while (this.#working !== null) await this.#working
    const asked = this.#asked(id, hours)
    let done = false
    let finished = (): void => undefined
    this.#working = new Promise((resolve) => {
      finished = resolve
    })
    try {
      while (!done) {
        const turn = this.#nowMs()
        done = this.#work(asked, () => this.#nowMs() - turn >= turnMs)
        if (done || over()) break
        await others()
      }
    } finally {
      this.#working = null
      finished()
    }
    return this.#told(asked, done)
  }

  /** True when all between the instants is known. */
  #work({ known, vm, live, fromMs, toMs }: Asked, late: () => boolean): boolean {
    if (this.#play?.known !== known) {
      const next = this.#next(known, fromMs, toMs)
      if (next === undefined) return true
      this.#play = { known, play: new StretchPlay(this.#simulation, live, vm, next) }
    }
    const { play } = this.#play
    if (play.work(late)) {
      take(known, play)
      this.#play = null
    }
    return false
  }

  /** What is missing, the newest first. */
  #next(known: Known, fromMs: number, toMs: number): Stretch | undefined {
    const checkpoints = this.#simulation.time.checkpoints(toMs).map(({ atMs }) => atMs)
    // What time has brought since is played in its order: it joins the end of what is known.
    return stretchesOf(known.toMs, toMs, checkpoints).at(-1) ?? stretchesOf(fromMs, known.fromMs, checkpoints)[0]
  }

  #keep(key: string, nowMs: number): Known {
    const known = this.#known.get(key) ?? { fromMs: nowMs, toMs: nowMs, goalMs: null, hours: new Map<number, RpoHour>() }
    this.#known.delete(key)
    this.#known.set(key, known)
    if (this.#known.size > keptMachines) this.#known.delete(this.#known.keys().next().value as string)
    return known
  }

  #told({ known, vm, live, fromMs, toMs }: Asked, done: boolean): RpoHistory {
    const { warnRpoMs: warnMs, critRpoMs: critMs } = live.scenario.params
    const all = new Map(known.hours)
    // Of the stretch that is being played too.
    for (const hour of this.#play?.known === known ? this.#play.play.hours : []) if (!all.has(hour.startMs)) all.set(hour.startMs, hour)
    const hours = [...all.values()]
      .filter(({ startMs }) => startMs + hourMs > fromMs && (startMs < toMs || fromMs === toMs))
      .sort((a, b) => a.startMs - b.startMs)
      .map((hour) => ({ ...hour }))
    const last = hours.at(-1)
    const index = live.indexOf(vm)
    // What was done at this very instant may have ended it.
    if (done && live.now === toMs && last !== undefined && last.startMs + hourMs > toMs)
      last.lastMs = index === undefined ? null : live.rpoOf(index)
    if (done) known.goalMs = null
    this.#leave(done)
    return { fromMs, toMs, warnMs, critMs, hours, done }
  }

  /** The simulation that plays again is as large as the lab's own: it goes when nobody asks for the rest. */
  #leave(done: boolean): void {
    if (this.#forget !== null) clearTimeout(this.#forget)
    this.#forget = null
    if (done) return
    this.#forget = setTimeout(() => {
      if (this.#working === null) this.#play = null
    }, patienceMs)
    this.#forget.unref()
  }

  #asked(id: number, hours: number): Asked {
    const vm = this.#simulation.nameOf(id)
    const { live } = this.#simulation
    if (vm === undefined || live === null)
      throw new AppError({
        code: 'not-found',
        message: t('There is no RPO yet. Replication begins when the clock moves.'),
        remedy: t('Let the clock move.'),
      })
    const known = this.#keep(`${this.#simulation.time.lab().branch} ${vm}`, live.now)
    known.goalMs ??= live.now
    const toMs = known.goalMs
    const first = Math.floor(toMs / hourMs) * hourMs - (hours - 1) * hourMs
    return { known, vm, live, fromMs: Math.max(first, live.scenario.start), toMs }
  }
}

const take = (known: Known, { stretch, hours }: StretchPlay): void => {
  const later = stretch.fromMs >= known.toMs
  for (const hour of hours) {
    const other = known.hours.get(hour.startMs)
    known.hours.set(hour.startMs, other === undefined ? hour : later ? joined(other, hour) : joined(hour, other))
  }
  known.fromMs = Math.min(known.fromMs, stretch.fromMs)
  known.toMs = Math.max(known.toMs, stretch.toMs)
}
