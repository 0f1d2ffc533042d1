import { createHash } from 'node:crypto'
import type { Verdict } from '../../domain/replication/actions.ts'
import type { Listener, Simulation } from '../../domain/replication/simulation.ts'
import type { JobView } from '../../domain/replication/views.ts'
import { endedKey } from './job-steps.ts'
import type { InputBody } from './simulation-store.ts'

/** A simulation with what joins it to the lab's rows. */
export interface Live {
  sim: Simulation
  /** Protected item -> name in the simulation, and back. */
  members: Map<number, string>
  items: Map<string, number>
  inputs: number
  /** Jobs as they ended, or began to wait, until lists have shown them. */
  readonly ended: Map<string, JobView>
  /** Lines since the last checkpoint; the first of them is line `tailFrom`. */
  readonly tail: string[]
  tailFrom: number
  scenarioId: number | null
  /** Where the last checkpoint was taken, and where that stands which is stored. */
  checkpointMs: number
  storedMs: number
  /** Inputs that the last checkpoint holds; -1 = there is none. */
  checkpointInputs: number
  workMs: number
}

const sha256: Listener['sha256'] = () => {
  const hash = createHash('sha256')
  return { update: (text) => void hash.update(text), digest: () => hash.digest('hex') }
}

/** Of a simulation that is only looked at: what its lines say is known already. */
export const unheard: Listener = { onLine: () => undefined, sha256: () => ({ update: () => undefined, digest: () => '' }) }

/** `make`: the simulation, which tells its lines to the listener. */
export const newLive = (startMs: number, make: (listener: Listener) => Simulation): Live => {
  const tail: string[] = []
  const ended = new Map<string, JobView>()
  return {
    sim: make({ onLine: (line) => void tail.push(line), onJob: (ordinal, job) => void ended.set(endedKey(ordinal, job), job), sha256 }),
    members: new Map(),
    items: new Map(),
    inputs: 0,
    ended,
    tail,
    tailFrom: 0,
    scenarioId: null,
    checkpointMs: startMs,
    storedMs: startMs,
    checkpointInputs: -1,
    workMs: 0,
  }
}

/** Lines logged so far. */
export const linesIn = (live: Live): number => live.tailFrom + live.tail.length

/** An item's id may be that of one that was disabled before. */
export const join = (live: Live, { items = [] }: InputBody): void => {
  for (const { name, item } of items) {
    const before = live.members.get(item)
    if (before !== undefined) live.items.delete(before)
    live.members.set(item, name)
    live.items.set(name, item)
  }
}

/** Verdicts of its actions, one each. */
export const perform = (sim: Simulation, body: InputBody): Verdict[] => {
  const verdicts: Verdict[] = []
  for (const op of body.ops) {
    if ('extend' in op) sim.extend(op.extend)
    else if ('edit' in op) sim.edit(op.edit)
    else verdicts.push(sim.act(op.act))
  }
  return verdicts
}
