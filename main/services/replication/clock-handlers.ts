import type { HandlersFor } from '../../../preload/contract/area.ts'
import type { clock } from '../../../preload/contract/clock.ts'
import { BranchEnds } from './branch-ends.ts'
import { branchesOf, branchLines } from './branches.ts'
import type { ClockService } from './clock-service.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { readModel, setModel } from './model-service.ts'
import { MomentList } from './moment-list.ts'
import { newsOf, previewRewind } from './moments.ts'

/** The calls of the area over the service. */
export const clockHandlers = (service: ClockService, simulation: LabSimulation): HandlersFor<typeof clock> => {
  const ends = new BranchEnds(simulation)
  const moments = new MomentList()
  return {
    state: () => service.state(),
    play: ({ speed }) => service.play(speed),
    pause: () => service.pause(),
    step: ({ byMs }) => service.step(byMs),
    runTo: (target) => {
      void service.run(target)
      return service.state()
    },
    rewind: ({ toMs }) => service.rewind(toMs),
    rewindPreview: ({ toMs }) => {
      service.catchUp()
      return previewRewind(simulation, toMs)
    },
    moments: (query) => moments.read(simulation.store.db, query),
    news: ({ after }) => newsOf(simulation, after),
    checkpoints: () => simulation.time.checkpoints(simulation.nowMs),
    branches: () => branchesOf(simulation),
    branch: ({ branch }) => ends.branch(branch),
    branchItems: (query) => ends.items(query),
    branchJobs: (query) => ends.jobs(query),
    compareBranches: (query) => ends.compare(query),
    log: (query) => branchLines(simulation, query),
    model: () => readModel(simulation),
    setModel: ({ values }) => setModel(simulation, values, service.actor),
  }
}
