import type { Action, Verdict } from './actions.ts'
import type { Host, Params, Plan, Policy, Scenario, Throttle, TimedStep, Vm, Volume } from './scenario.ts'
import type { State } from './states.ts'
import type { Explanation, ItemView, LinkView, PlanRunView, Totals } from './views.ts'

/** sha256 in one go and bit by bit; the caller brings it, because domain code reaches for no platform. Hexadecimal, lower case. */
export type Sha256 = () => { update(text: string): void; digest(): string }

export interface Listener {
  /** One line of the log, with its line end. */
  onLine(line: string): void
  sha256: Sha256
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
   * after it when that event belongs to the end of its ms. Returns the instant reached.
   */
  advance(to: number, stopWhen?: (event: LogEvent) => boolean): number
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
  /** A checkpoint: `state` is compact bytes, `scenario` the inputs as edited. Both are needed by restoreSimulation. */
  save(): Saved
  readonly size: number
  indexOf(vm: string): number | undefined
  item(index: number): ItemView
  items(): Iterable<ItemView>
  /** Cheap columns for lists of many thousand rows. */
  stateOf(index: number): State
  rpoOf(index: number): number | null
  explainItem(index: number): Explanation
  planRuns(): readonly PlanRunView[]
  /** Over the items that keep a ledger (M1..M5, M9, M10, M11). */
  totals(): Totals
  links(): { up: LinkView; down: LinkView }
  /** Lines logged so far. */
  readonly events: number
}

export interface Saved {
  version: 1
  at: number
  scenario: Scenario
  state: Uint8Array
}
