import { basename } from 'node:path'
import type { HandlersFor } from '../../preload/contract/area.ts'
import type { dashboard } from '../../preload/contract/dashboard.ts'
import type { inventory } from '../../preload/contract/inventory.ts'
import type { plan } from '../../preload/contract/plan.ts'
import type { readiness } from '../../preload/contract/readiness.ts'
import type { runAsAccounts } from '../../preload/contract/run-as-accounts.ts'
import type { session } from '../../preload/contract/session.ts'
import type { setup } from '../../preload/contract/setup.ts'
import { createDashboardService } from '../services/dashboard/dashboard-service.ts'
import { createImportService } from '../services/import/import-service.ts'
import { createInventoryService } from '../services/inventory/inventory-service.ts'
import type { LabStore, WallClock } from '../services/lab/lab-store.types.ts'
import { createPlanService } from '../services/plan-service.ts'
import { createReadinessService } from '../services/readiness-service.ts'
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
}

export const createLabSession = (store: LabStore, { wall, actor, secrets, rejectsFolder, resolveTarget }: SessionParts): LabSession => {
  const setup = createSetupService({ store, secrets, wall, actor, resolveTarget })
  return {
    store,
    session: createSessionService({ store, fileName: basename(store.file) }),
    inventory: createInventoryService({ store, actor }),
    imports: createImportService({ store, wall, actor, rejectsFolder }),
    readiness: createReadinessService({ store, actor }),
    setup,
    plan: createPlanService({ store, resolveTarget }),
    runAsAccounts: createRunAsService({ store, secrets, actor }),
    dashboard: createDashboardService({ store, wall, progress: () => setup.progress(undefined) }),
  }
}
