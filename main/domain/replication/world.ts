import type { PointChoice } from './actions.ts'
import { Pool } from './bandwidth.ts'
import { Churn, greatestRate } from './churn.ts'
import { OrdinalQueue, WakeHeap } from './heaps.ts'
import type { PlanRunState } from './plan-run.ts'
import type { QuietPlan } from './quiet-plan.ts'
import type { Disk, Fault, Scenario, Vm } from './scenario.ts'
import type { Listener, LogEvent } from './simulation.ts'
import { type Drill, type Health, healths, type JobKind, type JobStep, type PauseReason, type Phase, type State, states } from './states.ts'
import type { ResyncView, StepView } from './views.ts'
import { VolumeWakes } from './volume-wakes.ts'
import { WeekRates } from './week-rates.ts'

/** Places of the small words kept in byte arrays. */
export const phases: readonly (Phase | null)[] = [null, 'required', 'running', 'failed', 'waiting', 'commitPending']
export const pauseReasons: readonly (PauseReason | null)[] = [null, 'user', 'volumeFull', 'error']
export const drills: readonly (Drill | null)[] = [null, 'running', 'waiting', 'cleaning']
export const transferKinds = [null, 'ir', 'delta', 'final', 'resync', 'failback'] as const
export type TransferKind = Exclude<(typeof transferKinds)[number], null>

const place = <T>(list: readonly T[]): Record<string, number> => Object.fromEntries(list.map((each, at) => [String(each), at]))
export const S = place(states) as Record<State, number>
export const PHASE = place(phases) as Record<Phase | 'null', number>
export const PAUSE = place(pauseReasons) as Record<PauseReason | 'null', number>
export const DRILL = place(drills) as Record<Drill | 'null', number>
export const HEALTH = place(healths) as Record<Health, number>
export const KIND = place(transferKinds) as Record<TransferKind | 'null', number>

export interface Job {
  kind: JobKind
  steps: readonly JobStep[]
  index: number
  startedAt: number
  endedAt: number | null
  state: 'running' | 'suspended' | 'failed' | 'succeeded' | 'cancelled'
  done: StepView[]
  /** Stands before its boot until the plan's group begins; null = belongs to no plan. */
  gate: 'closed' | 'open' | 'stop' | null
  /** Stands at the gate. */
  waiting: boolean
  mode: 'delta' | 'full' | null
  point: PointChoice
}

export interface Failover {
  kind: 'planned' | 'unplanned'
  at: number
  point: PointChoice
  /** The source is shut down in order; false once it is taken as lost. */
  shutdown: boolean
  stopAt: number | null
  synced: boolean
  stamp: number | null
  lossMs: number | null
  lossBytes: number | null
  readyAt: number | null
  upAt: number | null
  rtoMs: number | null
  failed: JobStep | null
  /** Written when the source stopped. */
  stopWritten: number
}

export const pointSlots = 52
/** A point takes this many numbers in a row: stamp, when it became recoverable, bytes written at the stamp, kind. */
export const pointWidth = 4
const f64 = (n: number, fill = 0): Float64Array<ArrayBuffer> => new Float64Array(n).fill(fill)

/** Columns of all items; a row is a VM's ordinal. -1 in an instant or index column means none. */
const newItems = (n: number) => ({
  state: new Uint8Array(n),
  phase: new Uint8Array(n),
  pausedBy: new Uint8Array(n),
  marked: new Uint8Array(n),
  before: new Uint8Array(n),
  drill: new Uint8Array(n),
  health: new Uint8Array(n),
  flag: new Uint8Array(n),
  vss: new Uint8Array(n),
  managed: new Uint8Array(n),
  running: new Uint8Array(n),
  logOn: new Uint8Array(n),
  asked: new Uint8Array(n),
  host: new Int32Array(n),
  policy: new Int32Array(n),
  phaseMs: f64(n),
  drillSince: f64(n, -1),
  timer: f64(n, Infinity),
  stepEnd: f64(n, Infinity),
  due: f64(n),
  appDue: f64(n, Infinity),
  protectedAt: f64(n, -1),
  snapshot: f64(n),
  newest: f64(n, -1),
  hourly: f64(n, -1),
  rpoPeak: f64(n, -1),
  cycles: f64(n),
  missed: f64(n),
  expI: f64(n),
  missI: f64(n),
  irSent: f64(n),
  sent: f64(n),
  resyncSent: f64(n),
  superseded: f64(n),
  fbSent: f64(n),
  irDisk: new Int32Array(n),
  blockK: new Int32Array(n).fill(-1),
  blockNext: f64(n, Infinity),
  volK: new Int32Array(n).fill(-1),
  volNext: f64(n, Infinity),
  hrlWake: f64(n, Infinity),
  resyncStart: f64(n),
  draws: new Uint32Array(n),
  trKind: new Uint8Array(n),
  /** 0 in its host's pool, 1 frozen by a pause, 2 blocked; a frozen one that is blocked too is 3. */
  trHold: new Uint8Array(n),
  trDown: new Uint8Array(n),
  trApp: new Uint8Array(n),
  trAmount: f64(n),
  /** In the pool: the host's service counter at which it completes; held: mb still to go. Without trRest. */
  trFinish: f64(n),
  /** Bytes beyond those in trFinish, so that mb stay exact in a double. */
  trRest: f64(n),
  trStart: f64(n),
  dFrom: new Int32Array(n),
  dTo: new Int32Array(n),
  wake: f64(n, Infinity),
  pCount: new Uint8Array(n),
  pHead: new Uint8Array(n),
  /** 1: its disks stand behind (lag.ts). */
  lag: new Uint8Array(n),
})

const newDisks = (n: number) => ({
  size: f64(n),
  used: f64(n),
  volume: new Int32Array(n).fill(-1),
  /** Running: written = W(now) + offset. Stopped: written = offset. */
  offset: f64(n),
  /** Written at the last completed capture. */
  base: f64(n),
  /** Written at the instant from which the log counts. */
  log0: f64(n),
  /** Written at the capture in flight. */
  w: f64(n),
  /** Amount of the initial replication. */
  irAmount: f64(n),
  greatest: f64(n),
  /** Its parts of churn. */
  cFrom: new Int32Array(n),
  cTo: new Int32Array(n),
})

type Columns = Record<string, { length: number; set(from: ArrayLike<number>): void }>
const copyInto = <T extends Columns>(to: T, from: T): T => {
  for (const key of Object.keys(from)) to[key]!.set(from[key] as unknown as ArrayLike<number>)
  return to
}

/** State of a simulation. The modules beside this one are functions over it; only they change it. */
export class World {
  scenario: Scenario
  readonly out: Listener
  now: number
  /** The ticks of `now` are done. */
  settled = false
  n = 0
  diskCount = 0
  it = newItems(0)
  dk = newDisks(0)
  /** Points: first slot 0 of all items, then slot 1 … Items mostly use the same slot at the same time. */
  pt = f64(0)
  /** From one slot of an item to its next. */
  pointStep = 0
  names: string[] = []
  index = new Map<string, number>()
  luns: number[] = []
  jobs: (Job | null)[] = []
  failovers: (Failover | null)[] = []
  resyncs: (ResyncView[] | null)[] = []
  hostIndex = new Map<string, number>()
  policyIndex = new Map<string, number>()
  volumeIndex = new Map<string, number>()
  planIndex = new Map<string, number>()
  itemsOfPolicy: number[][] = []
  disksOfVolume: number[][] = []
  readonly volumeWakes = new VolumeWakes()
  /** Bytes of logs by volume, as counted when `countedAt` was `usesAt`: tries for space count once for all that try in a row. */
  usesAt = 0
  readonly uses: { bytes: number; countedAt: number }[] = []
  /** Until when a volume can't fill, whatever happens; undefined = not known. */
  volumeSafe: number[] = []
  planRuns: PlanRunState[] = []
  heap = new WakeHeap()
  /** By class of event; class 4 stays empty. */
  readonly queues = Array.from({ length: 6 }, () => new OrdinalQueue())
  /** Each change of state, for checks. */
  onEdge: ((from: number, to: number) => void) | null = null
  /** Network faults that hold now. */
  network: Extract<Fault, { kind: 'network' }>[] = []
  /** Next instant of the environment: windows, faults, monitoring. */
  faultWake = -Infinity
  windowWake = -Infinity
  /** mb that the site could have carried. */
  couldUp = 0n
  couldDown = 0n
  couldSince: number
  /** Bytes delivered for items whose counters are gone. */
  retired = { up: 0, down: 0 }
  planDirty = false
  /** null until the shortcut is first used. */
  quiet: QuietPlan | null = null
  plain = false
  /** Cycles that took no events, by shortcut. */
  slept = { quiet: 0, rhythmic: 0, riding: 0 }
  /** No span is planned before. */
  quietTry = -Infinity
  /** Transfers that ended early. */
  aborts = 0
  /** VMs whose chain breaks in this ms, in the order of the faults. */
  broken: string[] = []
  /** Asserts what must hold, after each ms; only in tests. */
  check: ((w: World, seen: readonly number[]) => void) | null = null
  monitorAt = 0
  digestAt = 0
  events = 0
  /** Items met in this ms, for the look at its end. */
  seen: number[] = []
  seenFlag = new Uint8Array(0)
  readonly churn: Churn
  readonly weekRates = new WeekRates()
  /** Room for the next checkpoint. */
  savedBytes = 1 << 16
  onEvent: ((event: LogEvent) => void) | null = null
  /** Told of each recovery point; only while nothing sleeps, because sleepers get theirs later. */
  onPoint: ((ordinal: number) => void) | null = null
  /** An item whose every point somebody wants to see: it takes no shortcut. */
  watched = -1
  up: Pool
  down: Pool
  owner: number[] = []

  constructor(scenario: Scenario, out: Listener) {
    this.scenario = { ...scenario, hosts: [], volumes: [], policies: [], vms: [], plans: [] }
    this.out = out
    this.now = scenario.start
    this.couldSince = scenario.start
    this.churn = new Churn(scenario.zone, scenario.start)
    this.up = new Pool(this.it)
    this.down = new Pool(this.it)
  }

  /** Makes room for more VMs and their disks; later rows stay as they are made. */
  grow(items: number, disks: number): void {
    if (items > this.it.state.length) {
      const room = Math.max(items, this.it.state.length === 0 ? items : this.it.state.length * 2)
      this.it = copyInto(newItems(room), this.it)
      this.up.columns = this.it
      this.down.columns = this.it
      const points = f64(room * pointSlots * pointWidth)
      const before = this.pointStep
      this.pointStep = room * pointWidth
      for (let k = 0; k < pointSlots; k++) points.set(this.pt.subarray(k * before, (k + 1) * before), k * this.pointStep)
      this.pt = points
      const flags = new Uint8Array(room)
      flags.set(this.seenFlag)
      this.seenFlag = flags
    }
    if (disks > this.dk.size.length) this.dk = copyInto(newDisks(Math.max(disks, this.dk.size.length * 2)), this.dk)
  }

  addVm(vm: Vm): number {
    const i = this.n++
    const { it } = this
    const first = this.diskCount
    this.names.push(vm.name)
    this.index.set(vm.name, i)
    it.host[i] = this.hostIndex.get(vm.host)!
    it.policy[i] = this.policyIndex.get(vm.policy)!
    this.itemsOfPolicy[it.policy[i]!]!.push(i)
    it.phaseMs[i] = vm.phaseMs
    it.vss[i] = vm.vssCapable ? 1 : 0
    it.managed[i] = vm.managedDisks ? 1 : 0
    this.jobs.push(null)
    this.failovers.push(null)
    this.resyncs.push(null)
    it.dFrom[i] = first
    for (const disk of [...vm.disks].sort((a, b) => a.lun - b.lun)) this.addDisk(disk)
    it.dTo[i] = this.diskCount
    this.heap.setSize(this.n)
    return i
  }

  private addDisk(disk: Disk): void {
    const d = this.diskCount++
    const { dk } = this
    this.luns.push(disk.lun)
    this.owner.push(this.n - 1)
    dk.greatest[d] = disk.churn.reduce((sum, part) => sum + greatestRate(part), 0)
    dk.size[d] = disk.sizeBytes
    dk.used[d] = disk.usedBytes
    const volume = disk.volume === null ? -1 : this.volumeIndex.get(disk.volume)!
    dk.volume[d] = volume
    if (volume >= 0) this.disksOfVolume[volume]!.push(d)
    dk.cFrom[d] = this.churn.size
    for (const part of disk.churn) this.churn.add(part)
    dk.cTo[d] = this.churn.size
  }
}
