import { hourMs } from './clock.ts'
import type { Rhythm } from './rhythm.ts'
import type { Ride } from './ride.ts'
import type { World } from './world.ts'

/** What an item does in a span. Pending: to be put back into the heap. Rhythmic and riding: it sleeps, but its transfers are played. */
export const MODE = { awake: 0, sleeping: 1, pending: 2, rhythmic: 3, riding: 4 } as const

export const asleep = (plan: QuietPlan, i: number): boolean => {
  const mode = plan.mode[i]!
  return mode !== MODE.awake && mode !== MODE.pending
}

const columns = (n: number) => ({
  mode: new Uint8Array(n),
  /** Seconds from `from` to the first tick. */
  slot: new Int32Array(n),
  /** Bytes of the first cycle and of each later one, and how long they take at the host's cap, ms. */
  first: new Float64Array(n),
  rest: new Float64Array(n),
  firstMs: new Int32Array(n),
  restMs: new Int32Array(n),
  /** byte/s that the machine writes in the span. */
  rate: new Float64Array(n),
  /** Bytes that the machine has written at its first tick; between two spans, at the instant between them. */
  written: new Float64Array(n),
  /** Bytes that it had written when the logs were sealed last. */
  captured: new Float64Array(n),
  /** When the transfer that is in flight at `from` is done, and its mb; -1 = none. */
  flightEnd: new Float64Array(n),
  flightMb: new Float64Array(n),
})

/** A span in which some items sleep. Columns by ordinal. */
export interface QuietPlan extends Readonly<ReturnType<typeof columns>> {
  /** The ms that had ended when the span was planned; ticks after it belong to the span. */
  from: number
  /** The ms at which it ends; its ticks don't belong to the span. */
  end: number
  active: boolean
  /** Some are pending. */
  woken: boolean
  /** The RPO that no item may pass asleep, ms. */
  worry: number
  /** By policy: copy frequency (not above 0 = not at whole seconds: its items stay awake), hours between app-consistent points and retention, in ms. */
  everyMs: Float64Array
  appMs: Float64Array
  keptMs: Float64Array
  /** Items that share a full link and run in a rhythm. */
  together: Int32Array
  rhythm: Rhythm | null
  /** Items that use a link beside others. */
  ride: Ride
  safeVolume: Uint8Array
}

/** Takes over what the policies say now. */
export const readPolicies = (w: World, plan: QuietPlan): void => {
  const { policies } = w.scenario
  plan.everyMs = Float64Array.from(policies, ({ copyFrequencyMs: f }) => (f % 1000 === 0 ? f : -1))
  plan.appMs = Float64Array.from(policies, ({ appHours }) => appHours * hourMs)
  plan.keptMs = Float64Array.from(policies, ({ retentionHours }) => retentionHours * hourMs)
}

const spare = 1.25

export const newPlan = (w: World, ride: Ride): QuietPlan => ({
  ...columns(Math.ceil(w.n * spare)),
  from: 0,
  end: 0,
  active: false,
  woken: false,
  worry: 0,
  everyMs: new Float64Array(0),
  appMs: new Float64Array(0),
  keptMs: new Float64Array(0),
  together: new Int32Array(0),
  rhythm: null,
  ride,
  safeVolume: new Uint8Array(w.volumeWakes.length),
})
