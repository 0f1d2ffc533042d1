import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Action, type ItemAction, type PointChoice, type Refusal, refusals } from '../../../../main/domain/replication/actions.ts'
import { restoreSimulation, type Simulation } from '../../../../main/domain/replication/simulation.ts'
import { states } from '../../../../main/domain/replication/states.ts'
import { edges } from '../../../../main/domain/replication/transitions.ts'
import type { ItemView } from '../../../../main/domain/replication/views.ts'
import { rand32 } from '../../../support/naive-replication/writes.ts'
import { everything, logged, minute, runs, sha256, smallLab } from './replication-fixture.ts'

/** Section 6 of the model as it is written, not as the code has it. M0 to M5: a machine that a scenario gives as protected. */
const documented: Readonly<Record<string, string>> = {
  M0: 'M1 M5',
  M1: 'M2 M3 M1E',
  M1E: 'M1 M17',
  M2: 'M3 M17',
  M3: 'M4 M3P M17',
  M3P: 'M3 M5 M9 M17 M11',
  M4: 'M5 M3P',
  M5: 'M3P M9 M10 M11 M17',
  M9: 'M5 M3P M17 M11',
  M10: 'M12 M17',
  M11: 'M12 M17',
  M12: 'M13',
  M13: 'M14 M15',
  M14: 'M15 M13',
  M15: 'M16',
  M16: 'M3 M17',
  M17: 'M0',
}

type Rule = readonly [where: string, when?: (item: ItemView) => boolean]
const idle = ({ job }: ItemView): boolean => job?.state !== 'running'
const undrilled = (item: ItemView): boolean => idle(item) && item.drill === null
const failed = ({ phase }: ItemView): boolean => phase === 'failed'
/** Which action is taken in which states, under which guard. */
const taken: Readonly<Record<ItemAction['do'], readonly Rule[]>> = {
  enable: [['M0', idle]],
  disable: [
    ['M1E M2 M3 M3P M5 M9 M16', idle],
    ['M10 M11', failed],
  ],
  pause: [['M3 M5', idle]],
  resume: [['M3P']],
  resync: [
    ['M5', idle],
    ['M9', ({ phase }) => phase === 'required'],
  ],
  testFailover: [['M5', undrilled]],
  cleanup: [['M5 M9 M3P', (item) => idle(item) && item.drill === 'waiting']],
  planned: [['M5', undrilled]],
  unplanned: [['M5 M9 M3P', (item) => undrilled(item) && item.points.length > 0]],
  commit: [
    ['M12', idle],
    ['M15', (item) => idle(item) && item.phase === 'commitPending'],
  ],
  changePoint: [['M12', (item) => idle(item) && item.failover?.kind === 'unplanned']],
  changePolicy: [['M0 M1 M1E M2 M3 M3P M4 M5 M9']],
  failback: [['M13', idle]],
  completeFailover: [['M14', ({ phase }) => phase === 'waiting']],
  reverse: [['M16', idle]],
  cancel: [['M1 M14'], ['M10 M11', (item) => !failed(item)]],
  restart: [
    ['M1E', idle],
    ['M10 M11', failed],
  ],
}

const expected = (item: ItemView, action: ItemAction): { accepted: boolean; inState: boolean } => {
  const rules = taken[action.do].filter(([where]) => where.split(' ').includes(item.state))
  return { accepted: rules.some(([, when]) => when?.(item) ?? true), inState: rules.length > 0 }
}

/** Reasons that an action may be refused for where its state allows it. */
const guards: Readonly<Partial<Record<ItemAction['do'], readonly Refusal[]>>> = {
  resync: ['job-running', 'not-in-this-state'],
  testFailover: ['job-running', 'drill-running'],
  cleanup: ['job-running', 'no-drill'],
  planned: ['job-running', 'drill-running'],
  unplanned: ['job-running', 'drill-running', 'no-recovery-point'],
  changePoint: ['job-running', 'planned-keeps-its-point'],
  completeFailover: ['not-suspended'],
  cancel: ['nothing-to-cancel'],
  restart: ['nothing-to-restart'],
}
const planReasons: readonly string[] = [
  'plan-running',
  'plan-not-running',
  'plan-not-waiting',
  'plan-member-not-ready',
  'not-in-this-state',
  'job-running',
]

/** A long walk that mostly does what may be done, so that it comes far; at times it goes on from an earlier state, as a step back does. */
const walkOf = (lab: Parameters<typeof logged>[0], seed: number, steps: number) => {
  let n = 0
  const pick = <T>(...list: readonly T[]): T => list[Math.floor((rand32(seed, 3, n++) / 2 ** 32) * list.length)] as T
  const seen = new Set<string>()
  const done = { accepted: new Set<string>(), refused: new Set<string>() }
  const follow = (line: string): void => {
    const event = JSON.parse(line) as { e: string; from: string; to: string }
    if (event.e !== 'state') return
    seen.add(event.to)
    if (event.from !== event.to) expect(documented[event.from]?.split(' '), `${event.from} to ${event.to}`).toContain(event.to)
  }
  const { simulation, lines } = logged(lab)
  let sim: Simulation = simulation
  let read = 0
  const readLines = (): void => {
    for (; read < lines.length; read++) follow(lines[read] as string)
  }
  let earlier = structuredClone(sim.save())
  const point = () => pick<PointChoice>('latest', 'latestProcessed', 'app', sim.now - 3 * minute)
  const anyOf = (vm: string): Action[] => [
    ...(['enable', 'disable', 'pause', 'resume', 'resync', 'testFailover', 'cleanup', 'planned', 'commit'] as const).map((verb) => ({
      do: verb,
      vm,
    })),
    ...(['completeFailover', 'reverse', 'cancel', 'restart'] as const).map((verb) => ({ do: verb, vm })),
    { do: 'unplanned', vm, point: point(), shutdown: pick(true, false) },
    { do: 'changePoint', vm, point: point() },
    { do: 'changePolicy', vm, policy: pick('P', 'Q') },
    { do: 'failback', vm, mode: pick('delta', 'full') },
  ]
  const ofPlan = (): Action[] => [
    ...(['test', 'planned', 'unplanned', 'failback'] as const).map((kind) => ({
      do: 'planRun' as const,
      plan: 'Plan',
      kind,
      point: 'latest' as const,
      shutdown: pick(true, false),
      mode: pick('delta' as const, 'full' as const),
    })),
    { do: 'confirm', plan: 'Plan' },
  ]
  for (let step = 0; step < steps; step++) {
    sim.advance(sim.now + pick(0, 1000, 30_000, 2 * minute, 5 * minute, 20 * minute))
    if (step % 60 === 59) {
      const saved = earlier
      earlier = structuredClone(sim.save())
      if (pick(true, false)) sim = restoreSimulation(saved, lab.vms, { sha256, onLine: (line) => lines.push(line) }, { checked: true })
    }
    const ordinal = Math.floor((rand32(seed, 4, step) / 2 ** 32) * lab.vms.length)
    const all = pick(0, 1, 2, 3, 4) === 0 ? ofPlan() : anyOf(lab.vms[ordinal]?.name as string)
    // Disable and cancel end a walk early: they are done when nothing else may be, and by chance.
    const open = all.filter(
      (action) => sim.mayAct(action).accepted && (step % 9 === 0 || (action.do !== 'disable' && action.do !== 'cancel')),
    )
    const whole = ofPlan().find((each) => each.do === 'planRun' && each.kind === 'planned') as Action
    // All machines of a plan are seldom ready together.
    const action =
      pick(0, 1) > 0 && sim.mayAct(whole).accepted ? whole : pick(0, 1, 2) > 0 && open.length > 0 ? pick(...open) : pick(...all)
    const item = 'vm' in action ? sim.item(ordinal) : null
    const before = step % 10 === 0 ? everything(sim) : null
    const asked = sim.mayAct(action)
    const verdict = sim.act(action)
    expect(verdict).toEqual(asked)
    const name = action.do === 'planRun' ? `planRun ${action.kind}` : action.do
    done[verdict.accepted ? 'accepted' : 'refused'].add(name)
    if (item !== null && 'vm' in action) {
      const { accepted, inState } = expected(item, action)
      expect(verdict.accepted, `${action.do} in ${item.state} ${item.phase} ${item.drill} ${item.job?.kind} ${item.job?.state}`).toBe(
        accepted,
      )
      if (!verdict.accepted) expect(inState ? (guards[action.do] ?? ['job-running']) : ['not-in-this-state']).toContain(verdict.why)
    } else if (!verdict.accepted) expect(planReasons).toContain(verdict.why)
    if (!verdict.accepted) {
      expect(refusals).toContain(verdict.why)
      // It has a line of its own and changes nothing else.
      if (before !== null) expect({ ...(everything(sim) as object), events: 0 }).toEqual({ ...(before as object), events: 0 })
    }
    readLines()
  }
  return { seen, done }
}

describe('the state table', () => {
  it('is that of the model', () => {
    expect(Object.fromEntries(Object.entries(edges).map(([from, to]) => [from, [...to].sort()]))).toEqual(
      Object.fromEntries(Object.entries(documented).map(([from, to]) => [from, to.split(' ').sort()])),
    )
    expect(Object.keys(documented).sort()).toEqual([...states].sort())
  })

  it('holds in walks of thousands of actions, which come to every state and do every action; the others are refused with a reason', {
    timeout: 300_000,
  }, () => {
    const seen = new Set<string>(['M0'])
    const accepted = new Set<string>()
    const refused = new Set<string>()
    const labs = fc.sample(smallLab, { seed: 11, numRuns: runs(6) })
    labs.forEach((lab, seed) => {
      const walk = walkOf(
        {
          ...lab,
          params: { ...lab.params, checksumBytesPerSec: 400_000_000 },
          vms: seed % 2 === 0 ? lab.vms : lab.vms.map((vm) => ({ ...vm, initial: 'protected' as const })),
        },
        seed,
        400,
      )
      for (const state of walk.seen) seen.add(state)
      for (const verb of walk.done.accepted) accepted.add(verb)
      for (const verb of walk.done.refused) refused.add(verb)
    })
    const verbs = [...Object.keys(taken), 'planRun test', 'planRun planned', 'planRun unplanned', 'planRun failback', 'confirm']
    expect([...seen].sort()).toEqual([...states].sort())
    expect([...accepted].sort()).toEqual([...verbs].sort())
    expect([...refused].sort()).toEqual([...verbs].sort())
  })
})
