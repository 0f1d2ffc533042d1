import { promisify } from 'node:util'
import { deflateRaw, deflateRawSync, inflateRawSync, type ZlibOptions } from 'node:zlib'
import type { Database } from 'better-sqlite3'
import type { Action } from '../../domain/replication/actions.ts'
import type { Scenario, Vm } from '../../domain/replication/scenario.ts'
import type { Addition, Edit, Saved } from '../../domain/replication/simulation.ts'

/** What a user did, as the simulation takes it. */
export type Op = { extend: Addition } | { edit: Edit } | { act: Action }

/** One acknowledged input: all of it happens at one instant, in this order. */
export interface InputBody {
  ops: Op[]
  /** Names in the simulation of the protected items that join it. */
  items?: { name: string; item: number }[]
}
export interface Input extends InputBody {
  atMs: number
}

/** A stretch of the present time line: `branch` counts up to `untilMs` (exclusive) and its first `lines` lines of the log. */
export interface Stretch {
  branch: number
  untilMs: number
  lines: number
}

export interface CheckpointRow {
  id: number
  branch_id: number
  at_ms: number
  inputs: number
  lines: number
  scenario_id: number
}

const deflate = promisify<Uint8Array | string, ZlibOptions, Buffer>(deflateRaw)

/** First byte of a stored state: how the simulation wrote it. A state of another form is passed over; what it stood for is played again. */
const stateForm = 2

/** What a checkpoint stores, as bytes. `scenario`: null where a row that stands already holds it. */
export interface Packed {
  scenario: Buffer | null
  state: Buffer
  tail: Buffer
}
type Loose = [scenario: string | null, state: Uint8Array, tail: string]

const quick = { level: 1 } as const
const loose = (saved: Saved, scenarioId: number | null, tail: readonly string[]): Loose => [
  scenarioId === null ? JSON.stringify(saved.inputs) : null,
  saved.state,
  tail.join(''),
]

/** `scenarioId`: as in the checkpoint; `tail`: lines since the last stored one. */
export const packNow = (...parts: Parameters<typeof loose>): Packed => {
  const [scenario, state, tail] = loose(...parts)
  const pack = (bytes: Uint8Array | string): Buffer => deflateRawSync(bytes, quick)
  return { scenario: scenario === null ? null : pack(scenario), state: pack(state), tail: pack(tail) }
}

/** The same on another thread, meanwhile this one goes on. */
export const packAside = async (...parts: Parameters<typeof loose>): Promise<Packed> => {
  const [scenario, state, tail] = loose(...parts)
  // One piece: each piece would wait for a turn of the play.
  const pack = (bytes: Uint8Array | string): Promise<Buffer> => {
    const whole = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
    return deflate(whole, { ...quick, chunkSize: whole.length + 1024 })
  }
  const [first, ...others] = await Promise.all([scenario === null ? null : pack(scenario), pack(state), pack(tail)])
  return { scenario: first, state: others[0], tail: others[1] }
}

/** From the first branch to `branch`. */
export const lineage = (db: Database, branch: number): Stretch[] => {
  const row = db.prepare('SELECT parent_id, from_ms, from_lines FROM branch WHERE id = ?')
  const stretches: Stretch[] = []
  let untilMs = Number.MAX_SAFE_INTEGER
  let lines = Number.MAX_SAFE_INTEGER
  for (let id: number | null = branch; id !== null; ) {
    stretches.unshift({ branch: id, untilMs, lines })
    const own = row.get(id) as { parent_id: number | null; from_ms: number; from_lines: number } | undefined
    if (own === undefined) break
    untilMs = Math.min(untilMs, own.from_ms)
    lines = Math.min(lines, own.from_lines)
    id = own.parent_id
  }
  return stretches
}

/** Inputs of a time line in their order. Those at the very instant of a branching belong to the branch that was left. */
export const inputsOf = (db: Database, stretches: readonly Stretch[], beforeMs = Number.MAX_SAFE_INTEGER): Input[] => {
  const read = db.prepare('SELECT at_ms, body FROM simulation_input WHERE branch_id = ? AND at_ms < ? ORDER BY id')
  return stretches.flatMap(({ branch, untilMs }) =>
    (read.all(branch, Math.min(untilMs, beforeMs)) as { at_ms: number; body: string }[]).map((row) => ({
      atMs: row.at_ms,
      ...(JSON.parse(row.body) as InputBody),
    })),
  )
}

/** The same without what they say: those of many thousand machines take long to read. */
export const inputTimes = (
  db: Database,
  stretches: readonly Stretch[],
  beforeMs = Number.MAX_SAFE_INTEGER,
): { id: number; atMs: number }[] => {
  const read = db.prepare('SELECT id, at_ms AS atMs FROM simulation_input WHERE branch_id = ? AND at_ms < ? ORDER BY id')
  return stretches.flatMap(({ branch, untilMs }) => read.all(branch, Math.min(untilMs, beforeMs)) as { id: number; atMs: number }[])
}

export const inputBody = (db: Database, id: number): InputBody =>
  JSON.parse(db.prepare('SELECT body FROM simulation_input WHERE id = ?').pluck().get(id) as string) as InputBody

/** Machines in the order in which the inputs brought them. */
export const machinesOf = (inputs: readonly Input[]): Vm[] =>
  inputs.flatMap((input) => input.ops.flatMap((op) => ('extend' in op ? [...(op.extend.vms ?? [])] : [])))

export const addInput = (
  db: Database,
  input: { branch: number; atMs: number; jobId: number | null; wallMs: number; actor: string; body: InputBody },
): void => {
  db.prepare('INSERT INTO simulation_input (branch_id, at_ms, job_id, wall_ms, actor, body) VALUES (?, ?, ?, ?, ?, ?)').run(
    input.branch,
    input.atMs,
    input.jobId,
    input.wallMs,
    input.actor,
    JSON.stringify(input.body),
  )
}

/**
 * The newest checkpoint of a time line that holds nothing later than `atMs` and no input but these, which begin the time line. A checkpoint
 * at the very instant of a branching may hold inputs that the branch leaves out; it is passed over.
 */
export const checkpointAt = (
  db: Database,
  stretches: readonly Stretch[],
  atMs: number,
  inputs: readonly { atMs: number }[],
): CheckpointRow | undefined => {
  const read = db.prepare(
    `SELECT id, branch_id, at_ms, inputs, lines, scenario_id FROM simulation_checkpoint
     WHERE branch_id = ? AND at_ms <= ? AND inputs <= ? AND substr(state, 1, 1) = x'0${stateForm}' ORDER BY at_ms DESC, id DESC LIMIT 1`,
  )
  for (const { branch, untilMs } of [...stretches].reverse()) {
    const within = untilMs === Number.MAX_SAFE_INTEGER ? inputs.length : inputs.filter((input) => input.atMs < untilMs).length
    const row = read.get(branch, Math.min(atMs, untilMs), within) as CheckpointRow | undefined
    if (row !== undefined) return row
  }
  return undefined
}

export const loadCheckpoint = (db: Database, row: CheckpointRow): Saved => {
  const state = db.prepare('SELECT state FROM simulation_checkpoint WHERE id = ?').pluck().get(row.id) as Buffer
  const scenario = db.prepare('SELECT body FROM simulation_scenario WHERE id = ?').pluck().get(row.scenario_id) as Buffer
  return {
    version: 1,
    at: row.at_ms,
    inputs: JSON.parse(inflateRawSync(scenario).toString('utf8')) as Omit<Scenario, 'vms'>,
    state: new Uint8Array(inflateRawSync(state.subarray(1))),
  }
}

export interface NewCheckpoint {
  branch: number
  atMs: number
  inputs: number
  lines: number
  /** Id of the scenario row that still holds; null = it was edited since. */
  scenarioId: number | null
  /** How many lines of the log came since the last stored one. */
  tail: number
  /** Work since the checkpoint before, in ms. */
  workMs: number
}

/** Stores a checkpoint and the lines up to it. Returns the id of its scenario. */
export const addCheckpoint = (
  db: Database,
  packed: Packed,
  { branch, atMs, inputs, lines, scenarioId, tail, workMs }: NewCheckpoint,
): number => {
  const scenario =
    scenarioId ?? Number(db.prepare('INSERT INTO simulation_scenario (body) VALUES (?)').run(packed.scenario).lastInsertRowid)
  db.prepare(
    'INSERT INTO simulation_checkpoint (branch_id, at_ms, inputs, lines, scenario_id, work_ms, state) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(branch, atMs, inputs, lines, scenario, Math.round(workMs), Buffer.concat([Buffer.of(stateForm), packed.state]))
  if (tail > 0)
    db.prepare('INSERT INTO simulation_log (branch_id, first_line, lines, text) VALUES (?, ?, ?, ?)').run(
      branch,
      lines - tail,
      tail,
      packed.tail,
    )
  return scenario
}
