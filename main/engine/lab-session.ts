import { basename } from 'node:path'
import type { HandlersFor } from '../../preload/contract/area.ts'
import type { ClockState, clock } from '../../preload/contract/clock.ts'
import type { connect } from '../../preload/contract/connect.ts'
import type { dashboard } from '../../preload/contract/dashboard.ts'
import { AppError } from '../../preload/contract/errors.ts'
import type { inventory } from '../../preload/contract/inventory.ts'
import type { plan } from '../../preload/contract/plan.ts'
import type { readiness } from '../../preload/contract/readiness.ts'
import type { recoveryPlans } from '../../preload/contract/recovery-plans.ts'
import type { replication } from '../../preload/contract/replication.ts'
import type { runAsAccounts } from '../../preload/contract/run-as-accounts.ts'
import type { session } from '../../preload/contract/session.ts'
import type { setup } from '../../preload/contract/setup.ts'
import { createSimulation, restoreSimulation, restoringSimulation } from '../domain/replication/simulation.ts'
import { createConnectService } from '../services/connect/connect-service.ts'
import { createDashboardService } from '../services/dashboard/dashboard-service.ts'
import { createImportService } from '../services/import/import-service.ts'
import { createInventoryService } from '../services/inventory/inventory-service.ts'
import type { ListService } from '../services/inventory/list-service.ts'
import type { JobRunner } from '../services/jobs/job-runner.ts'
import { createJobsService, type JobsService } from '../services/jobs/jobs-service.ts'
import type { LabStore, WallClock } from '../services/lab/lab-store.types.ts'
import { createPlanService } from '../services/plan-service.ts'
import { createReadinessService } from '../services/readiness-service.ts'
import { clockHandlers } from '../services/replication/clock-handlers.ts'
import { ClockService } from '../services/replication/clock-service.ts'
import { LabSimulation } from '../services/replication/lab-simulation.ts'
import { createPlansService } from '../services/replication/plans-service.ts'
import { createReplicationRunner } from '../services/replication/replication-runner.ts'
import { createReplicationService } from '../services/replication/replication-service.ts'
import { createRunAsService } from '../services/run-as-service.ts'
import type { SecretStore } from '../services/secret-store.ts'
import { createSessionService } from '../services/session-service.ts'
import { createSetupService } from '../services/setup/setup-service.ts'

export interface SessionParts {
  wall: WallClock
  actor: string
  secrets: SecretStore
  rejectsFolder: string
  resolveTarget: (token: string) => string
  clockChanged(state: ClockState): void
  itemsChanged(nowMs: number): void
  clockFailed(error: unknown): void
  jobProgressed(job: { jobId: number; progress: number | null; step: string | null }): void
  jobFailed(error: unknown): void
  runners: readonly JobRunner[]
  /** The lists, when the window has them already. */
  lists?: ListService
}

/** One open lab with the services over it; they live and die together. */
export interface LabSession {
  store: LabStore
  session: HandlersFor<typeof session>
  inventory: HandlersFor<typeof inventory>
  imports: ReturnType<typeof createImportService>
  readiness: HandlersFor<typeof readiness>
  setup: HandlersFor<typeof setup>
  plan: HandlersFor<typeof plan>
  runAsAccounts: HandlersFor<typeof runAsAccounts>
  dashboard: HandlersFor<typeof dashboard>
  clock: HandlersFor<typeof clock>
  replication: HandlersFor<typeof replication>
  recoveryPlans: HandlersFor<typeof recoveryPlans>
  connect: HandlersFor<typeof connect>
  jobs: JobsService
  /** Stops the clock, stores all of it and closes the lab. */
  close(): void
}

export const createLabSession = (store: LabStore, parts: SessionParts): LabSession => {
  const { wall, actor, secrets, rejectsFolder, resolveTarget, lists } = parts
  const simulation = new LabSimulation({
    store,
    maker: { create: createSimulation, restore: restoreSimulation, restoring: restoringSimulation },
    actor,
    wall,
  })
  const clock = new ClockService({
    simulation,
    actor,
    changed: parts.clockChanged,
    itemsChanged: parts.itemsChanged,
    failed: parts.clockFailed,
  })
  const replication = createReplicationService({ simulation, actor })
  const jobs = createJobsService({
    store,
    actor,
    runners: [...parts.runners, createReplicationRunner(() => store.db, replication)],
    progressed: parts.jobProgressed,
    failed: parts.jobFailed,
  })
  const setup = createSetupService({ store, secrets, wall, actor, resolveTarget })
  return {
    store,
    session: createSessionService({
      store,
      fileName: basename(store.file),
      nowMs: () => simulation.nowMs,
    }),
    inventory: createInventoryService({ store, actor, jobs, ...(lists === undefined ? {} : { lists }) }),
    imports: createImportService({ store, wall, actor, rejectsFolder }),
    readiness: createReadinessService({ store, actor }),
    setup,
    plan: createPlanService({ store, resolveTarget }),
    runAsAccounts: createRunAsService({ store, secrets, actor }),
    dashboard: createDashboardService({ store, wall, progress: () => setup.progress(undefined) }),
    jobs,
    clock: clockHandlers(clock, simulation),
    replication,
    recoveryPlans: createPlansService({ simulation, actor, resolveTarget }),
    connect: createConnectService({ simulation, actor, wall }),
    close: () => {
      try {
        clock.close()
      } catch (error) {
        // An import under way, or a full disk: what was played since the last second is worked out again at the next opening.
        if (!(error instanceof AppError)) throw error
      } finally {
        store.close()
      }
    },
  }
}
