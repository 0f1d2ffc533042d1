import type { Database } from 'better-sqlite3'
import { firstLab } from './0010-first-lab.ts'
import { runAsRestart } from './0020-run-as-restart.ts'
import { diskWrites } from './0030-disk-writes.ts'
import { watchJobs } from './0035-watch-jobs.ts'
import { replication } from './0040-replication.ts'
import { dashboardLayout } from './0045-dashboard-layout.ts'
import { replicationSpeed } from './0050-replication-speed.ts'
import { azureTarget } from './0055-azure-target.ts'
import { azureMachines } from './0060-azure-machines.ts'
import { modelSettings } from './0065-model-settings.ts'
import { testFailoverChoices } from './0075-test-failover-choices.ts'
import { shownEvents } from './0080-shown-events.ts'
import { planFailback } from './0090-plan-failback.ts'
import { hyperVId } from './0096-hyper-v-id.ts'

/** One step of the schema: `up` runs with foreign keys off, inside the transaction that also sets `user_version`. */
export interface Migration {
  readonly version: number
  up(db: Database): void
}

/** In rising order; one that landed is never edited. */
export const migrations: readonly Migration[] = [
  firstLab,
  runAsRestart,
  diskWrites,
  watchJobs,
  replication,
  dashboardLayout,
  replicationSpeed,
  azureTarget,
  azureMachines,
  modelSettings,
  testFailoverChoices,
  shownEvents,
  planFailback,
  hyperVId,
]
