import { perform } from './act.ts'
import type { Action, Verdict } from './actions.ts'
import { dayMs } from './clock.ts'
import { edit } from './edit.ts'
import { extend } from './extend.ts'
import { installChecks } from './invariants.ts'
import { standing } from './items.ts'
import { rpo } from './ledger.ts'
import { goOn, openInstant, play, settle, share } from './loop.ts'
import { verdictOf } from './may-act.ts'
import { restoring } from './restore.ts'
import { saveWorld } from './save.ts'
import type { FaultReason, Host, Params, Plan, Policy, Scenario, Throttle, TimedStep, Vm, Volume } from './scenario.ts'
import { type State, states } from './states.ts'
import type { Standing } from './transitions.ts'
import { explain, itemView, linkViews, planRunViews, totalsOf } from './view.ts'
import type { Explanation, ItemView, JobView, LinkView, PlanRunView, Totals } from './views.ts'
import { World } from './world.ts'

/** sha256 bit by bit; the caller brings it, because domain code reaches for no platform. Bytes are valid during the call only. Hexadecimal, lower case. */
export type Sha256 = () => { update(part: string | Uint8Array): void; digest(): string }

export interface Listener {
  /** One line of the log, with its line end. */
  onLine(line: string): void
  sha256: Sha256
  /** A job of the VM with this ordinal ended, or waits for a person. Not part of the log. */
  onJob?(ordinal: number, job: JobView): void
}

/** A log event, parsed: `e` is its kind, `t` its instant. */
export type LogEvent = Readonly<Record<string, unknown>> & { e: string; t: number; vm?: string }

/** What may join a running simulation. New machines take the next ordinals and start in M0, or in M5 where they say so. */
export interface Addition {
  hosts?: readonly Host[]
  volumes?: readonly Volume[]
  policies?: readonly Policy[]
  vms?: readonly Vm[]
  plans?: readonly Plan[]
}

/** Inputs that a person edits between actions; like actions they belong to the stored sequence. */
export type Edit =
  | { edit: 'throttle'; host: string | null; throttle: Throttle | null }
  | { edit: 'threads'; host: string; uploadThreads?: number; downloadThreads?: number; perThreadBps?: number }
  | { edit: 'params'; set: Partial<Params> }
  | { edit: 'jobs'; set: Partial<Record<TimedStep, number>> }
  | { edit: 'moveVm'; vm: string; host: string }
  /** From now on Azure refuses to create this machine; null = it does no longer. */
  | { edit: 'createFail'; vm: string; reason: FaultReason | null }
  /** Replaces a plan that isn't running. */
  | { edit: 'plan'; plan: Plan }

/**
 * One lab under simulation. Between calls it stands at an instant `now` whose transfers, timers and thresholds are done, and whose user actions
 * and capture ticks are still to come: so an action at `now` precedes the ticks of that ms, as it does when the log is replayed.
 */
export interface Simulation {
  readonly now: number
  /** Inputs as edited up to now. */
  readonly scenario: Scenario
  /**
   * Plays to an instant; going back throws RangeError. With `stopWhen` it stops at the ms of the first event for which that is true, or 1 ms
   * after it when that event belongs to the end of its ms. `pauseWhen` is asked after each ms at which anything happens: true ends the call
   * early, as if `to` had been that instant. With `points`, `stopWhen` is also asked about each recovery point, as an event "point" that is
   * not part of the log; that is slower and changes nothing else. Neither is "plan" with s = "waiting": a manual action of a plan begins to wait for
   * a person. Returns the instant reached.
   */
  advance(to: number, stopWhen?: (event: LogEvent) => boolean, pauseWhen?: () => boolean, watch?: Watch): number
  /** Ends the present ms (ticks, health, digest) for a last look; act, extend and edit throw RangeError until time moves on. */
  settle(): void
  /** Does a user's action at now. Refusals are logged too and change nothing else. */
  act(action: Action): Verdict
  /** May the action be done now? Logs and changes nothing. */
  mayAct(action: Action): Verdict
  /** Throws RangeError when a name is taken or unknown. */
  extend(part: Addition): void
  /** Throws RangeError when a name is unknown. */
  edit(edit: Edit): void
  /** A checkpoint: `state` is compact bytes, `inputs` the scenario as edited, without its machines. */
  save(): Saved
  readonly size: number
  indexOf(vm: string): number | undefined
  item(index: number): ItemView
  items(): Iterable<ItemView>
  /** Cheap columns for lists of many thousand rows. */
  stateOf(index: number): State
  /** What the state table's guards look at. */
  standingOf(index: number): Standing
  rpoOf(index: number): number | null
  explainItem(index: number): Explanation
  planRuns(): readonly PlanRunView[]
  /** Over the items that keep a ledger (M1..M5, M9, M10, M11). */
  totals(): Totals
  links(): { up: LinkView; down: LinkView }
  /** Lines logged so far. */
  readonly events: number
  /** Cycles that shortcuts have advanced without events since this object was made, by shortcut; 0 with `plain`. */
  readonly slept: Readonly<{ quiet: number; rhythmic: number; riding: number }>
}

/** Points too are events of `advance`: { e: 'point', t, vm, stamp }. With a machine only its own, and all others may take the shortcut. */
export interface Watch {
  points: boolean
  vm?: string
}

export interface Saved {
  version: 1
  at: number
  inputs: Omit<Scenario, 'vms'>
  state: Uint8Array
}

export interface Options {
  /** Plain event path only; the shortcuts give the same results faster. */
  plain?: boolean
  /** Asserts the invariants after each ms, at several times the cost. */
  checked?: boolean
}

/** Stands at the scenario's start. Throws RangeError when the scenario names what isn't there. */
export const createSimulation = (scenario: Scenario, out: Listener, options: Options = {}): Simulation => {
  const w = new World(scenario, out)
  const { monitoringIntervalMs } = scenario.params
  w.monitorAt = (Math.floor(w.now / monitoringIntervalMs) + 1) * monitoringIntervalMs
  w.digestAt = (Math.floor(w.now / dayMs) + 1) * dayMs
  if (options.checked) installChecks(w)
  w.plain = options.plain ?? false
  extend(w, scenario)
  openInstant(w, w.now)
  return simulationOf(w)
}

/**
 * Goes on from a checkpoint as if it had never stopped. `vms`: all machines in the order in which they joined, those of the scenario first.
 * Throws RangeError when they aren't those of the checkpoint.
 */
export const restoreSimulation = (...parts: Parameters<typeof restoringSimulation>): Simulation => {
  const work = restoringSimulation(...parts)
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** The same with pauses, in which whoever asks may do other things. */
export function* restoringSimulation(saved: Saved, vms: readonly Vm[], out: Listener, options: Options = {}): Generator<void, Simulation> {
  const w = yield* restoring(saved, vms, out)
  if (options.checked) installChecks(w)
  w.plain = options.plain ?? false
  if (w.settled) share(w)
  else goOn(w)
  return simulationOf(w)
}

const simulationOf = (w: World): Simulation => {
  const open = (): void => {
    if (w.settled) throw new RangeError('This ms has ended; let time move on first.')
  }
  const named = (i: number): number => {
    if (!(i >= 0 && i < w.n)) throw new RangeError(`There is no item ${i}.`)
    return i
  }
  return {
    get now() {
      return w.now
    },
    get scenario() {
      return w.scenario
    },
    get size() {
      return w.n
    },
    get events() {
      return w.events
    },
    get slept() {
      return { ...w.slept }
    },
    advance: (to, stopWhen, pauseWhen, watch) => {
      if (!Number.isSafeInteger(to) || to < w.now) throw new RangeError(`The clock can't go from ${w.now} to ${to}.`)
      let stop = false
      w.onEvent = stopWhen === undefined ? null : (event) => (stop ||= stopWhen(event))
      const { plain } = w
      if (stopWhen !== undefined && watch?.points === true) {
        w.watched = watch.vm === undefined ? -1 : (w.index.get(watch.vm) ?? -1)
        w.plain ||= w.watched < 0
        w.onPoint = (i) => {
          if (w.watched < 0 || i === w.watched) stop ||= stopWhen({ e: 'point', t: w.now, vm: w.names[i]!, stamp: w.it.newest[i]! })
        }
      }
      try {
        return play(w, to, pauseWhen === undefined ? () => stop : () => stop || pauseWhen())
      } finally {
        w.onEvent = null
        w.onPoint = null
        w.watched = -1
        w.plain = plain
      }
    },
    settle: () => settle(w),
    act: (action) => {
      open()
      const verdict = perform(w, action)
      goOn(w)
      return verdict
    },
    mayAct: (action) => {
      const verdict = verdictOf(w, action)
      return verdict === true ? { accepted: true } : { accepted: false, why: verdict }
    },
    extend: (part) => {
      open()
      extend(w, part)
      goOn(w)
    },
    edit: (each) => {
      open()
      edit(w, each)
      goOn(w)
    },
    save: () => saveWorld(w),
    indexOf: (vm) => w.index.get(vm),
    item: (i) => itemView(w, named(i)),
    *items() {
      for (let i = 0; i < w.n; i++) yield itemView(w, i)
    },
    stateOf: (i) => states[w.it.state[named(i)]!]!,
    standingOf: (i) => standing(w, named(i)),
    rpoOf: (i) => rpo(w, named(i)),
    explainItem: (i) => explain(w, named(i)),
    planRuns: () => planRunViews(w),
    totals: () => totalsOf(w),
    links: () => linkViews(w),
  }
}
