import type { Policy } from './scenario.ts'

export type PointChoice = 'latest' | 'latestProcessed' | 'app' | number

/** What may be done to a whole plan. A failback is its planned failover from Azure to the site (F6). */
export type PlanRunKind = 'test' | 'planned' | 'unplanned' | 'failback'

export type ItemAction =
  | { do: 'enable'; vm: string }
  | { do: 'disable'; vm: string }
  | { do: 'pause'; vm: string }
  | { do: 'resume'; vm: string }
  | { do: 'resync'; vm: string }
  | { do: 'testFailover'; vm: string }
  | { do: 'cleanup'; vm: string }
  | { do: 'planned'; vm: string }
  | { do: 'unplanned'; vm: string; point: PointChoice; shutdown: boolean }
  | { do: 'commit'; vm: string }
  | { do: 'changePoint'; vm: string; point: PointChoice }
  | { do: 'changePolicy'; vm: string; policy: string }
  | { do: 'failback'; vm: string; mode: 'delta' | 'full' }
  | { do: 'completeFailover'; vm: string }
  | { do: 'reverse'; vm: string }
  /** Cancels the job that runs, as far as its state allows. */
  | { do: 'cancel'; vm: string }
  /** Starts a failed enable or failover again. */
  | { do: 'restart'; vm: string }

export type FabricAction =
  /** Without host: the site. undefined leaves a direction as it is; null (hosts only) takes the cap away. */
  | { do: 'setLink'; host: string | null; upBps?: number | null; downBps?: number | null }
  | { do: 'setFree'; volume: string; freeBytes: number }
  | { do: 'setPolicy'; policy: string; set: Partial<Omit<Policy, 'name'>> }
  /** `mode`: how a failback of the plan copies the data, delta by default. */
  | { do: 'planRun'; plan: string; kind: PlanRunKind; point: PointChoice; shutdown: boolean; mode?: 'delta' | 'full' }
  | { do: 'confirm'; plan: string }

export type Action = ItemAction | FabricAction
export type ItemVerb = ItemAction['do']

/** Why an action is refused. The words for people are the caller's. */
export const refusals = [
  'not-in-this-state',
  'job-running',
  'drill-running',
  'no-drill',
  'no-recovery-point',
  'not-suspended',
  'managed-disks',
  'planned-keeps-its-point',
  'nothing-to-restart',
  'nothing-to-cancel',
  'plan-running',
  'plan-not-running',
  'plan-not-waiting',
  'plan-member-not-ready',
  'unknown-name',
] as const
export type Refusal = (typeof refusals)[number]

export type Verdict = { accepted: true } | { accepted: false; why: Refusal }
