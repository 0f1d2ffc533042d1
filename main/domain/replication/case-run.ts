import type { Case } from './case-file.ts'
import { createSimulation, type Options, type Sha256, type Simulation } from './simulation.ts'
import type { FailoverView, ItemView, LinkView, PlanRunView, ResyncView, Totals } from './views.ts'

/** What `offsite simulate --case` prints; keys that have no value are left out. */
export interface CaseResult {
  name: string
  start: number
  end: number
  events: number
  sha256: string
  probes: readonly { t: number; vms: Readonly<Record<string, object>> }[]
  vms: Readonly<Record<string, object>>
  totals: Totals
  planRuns: readonly object[]
  linkUp: LinkView
  linkDown: LinkView
}

const withoutNulls = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null && each !== false))

const keepsLedger = (item: ItemView): boolean => !['M0', 'M12', 'M13', 'M14', 'M15', 'M16', 'M17'].includes(item.state)

const shortView = (item: ItemView): object => ({
  state: item.state,
  drill: item.drill,
  health: item.health,
  rpoMs: item.rpoMs,
  cycles: item.cycles,
  missed: item.missed,
  points: item.points.map(({ stamp }) => stamp),
  appPoints: item.points.filter(({ app }) => app).map(({ stamp }) => stamp),
  hrlBytes: item.hrlBytes,
  ...(keepsLedger(item)
    ? {
        written: item.written,
        sent: item.sent,
        pending: item.pending,
        superseded: item.superseded,
        irSent: item.irSent,
        resyncSent: item.resyncSent,
      }
    : {}),
})

const resyncOf = (each: ResyncView): object => withoutNulls(each)
const failoverOf = (each: FailoverView): object => withoutNulls(each)

const longView = (item: ItemView): object => ({
  ...shortView(item),
  protectedAt: item.protectedAt,
  resyncs: item.resyncs.map(resyncOf),
  rpoPeakMs: item.rpoPeakMs,
  failbackBytes: item.failbackBytes,
  ...(item.failover === null ? {} : { failover: failoverOf(item.failover) }),
})

const runOf = ({ waitingSince: _, waitedMs: __, actions: ___, ...shown }: PlanRunView): object => shown

const byName = (simulation: Simulation, view: (item: ItemView) => object): Record<string, object> =>
  Object.fromEntries([...simulation.items()].map((item) => [item.name, view(item)]))

/** Plays a case to its end. `onLine` sees the log. */
export const runCase = (given: Case, sha256: Sha256, onLine: (line: string) => void = () => {}, options: Options = {}): CaseResult => {
  const hash = sha256()
  const simulation = createSimulation(
    given.scenario,
    {
      sha256,
      onLine: (line) => {
        hash.update(line)
        onLine(line)
      },
    },
    options,
  )
  const probes: { t: number; vms: Record<string, object> }[] = []
  const { changes = [] } = given
  const instants = [...new Set([...given.actions.map(({ at }) => at), ...changes.map(({ at }) => at), ...given.probes])]
    .filter((t) => t <= given.end)
    .sort((a, b) => a - b)
  for (const t of instants) {
    simulation.advance(t)
    for (const change of changes) if (change.at === t) 'edit' in change ? simulation.edit(change.edit) : simulation.extend(change.extend)
    for (const { at, action } of given.actions) if (at === t) simulation.act(action)
    if (!given.probes.includes(t)) continue
    simulation.settle()
    probes.push({ t, vms: byName(simulation, shortView) })
  }
  simulation.advance(given.end)
  simulation.settle()
  const { up, down } = simulation.links()
  return {
    name: given.scenario.name,
    start: given.scenario.start,
    end: given.end,
    events: simulation.events,
    sha256: hash.digest(),
    probes,
    vms: byName(simulation, longView),
    totals: simulation.totals(),
    planRuns: simulation.planRuns().map(runOf),
    linkUp: up,
    linkDown: down,
  }
}
