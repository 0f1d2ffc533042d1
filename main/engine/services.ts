import { clock } from '../../preload/contract/clock.ts'
import { connect } from '../../preload/contract/connect.ts'
import { areas } from '../../preload/contract/contract.ts'
import { dashboard } from '../../preload/contract/dashboard.ts'
import type { AppError } from '../../preload/contract/errors.ts'
import { imports } from '../../preload/contract/imports.ts'
import { inventory } from '../../preload/contract/inventory.ts'
import { jobs } from '../../preload/contract/jobs.ts'
import type { LabInfo } from '../../preload/contract/lab.ts'
import { plan } from '../../preload/contract/plan.ts'
import { readiness } from '../../preload/contract/readiness.ts'
import { recoveryPlans } from '../../preload/contract/recovery-plans.ts'
import { replication } from '../../preload/contract/replication.ts'
import { runAsAccounts } from '../../preload/contract/run-as-accounts.ts'
import { session } from '../../preload/contract/session.ts'
import { setup } from '../../preload/contract/setup.ts'
import { createDispatch, handlersOf } from '../ipc/dispatch.ts'
import type { HostCalls } from '../ipc/engine-protocol.ts'
import type { Rpc } from '../ipc/rpc.ts'
import type { ListService } from '../services/inventory/list-service.ts'
import type { LabStore, WallClock } from '../services/lab/lab-store.types.ts'
import { deriveReadiness } from '../services/readiness-service.ts'
import { isPlayed } from '../services/replication/projection.ts'
import { fillSample, sampleClockMs } from '../services/sample-service.ts'
import { createEngineSecrets } from './engine-secrets.ts'
import type { FileTokens } from './file-tokens.ts'
import { forward } from './forward.ts'
import { importsHandlers } from './handlers/imports.ts'
import { runAsHandlers } from './handlers/run-as.ts'
import { sessionHandlers } from './handlers/session.ts'
import { setupHandlers } from './handlers/setup.ts'
import { createImportControl } from './import-control.ts'
import { createLabSession, type LabSession } from './lab-session.ts'
import { noLab } from './no-lab.ts'
import { eventPayload } from './page-events.ts'

export interface ServicesParts {
  wall: WallClock
  actor: string
  rejectsFolder: string
  files: FileTokens
  host: () => Rpc<HostCalls>
  internal: (error: unknown, name: string) => AppError
  /** The lab that is open now. */
  open: () => LabSession | null
  /** Sends an event to the page. */
  send: (event: string, payload: unknown) => void
}

/** Every call of the contract that the engine answers, over the services of the lab that is open at that moment. */
export const createServices = ({ wall, actor, rejectsFolder, files, host, internal, open, send }: ServicesParts) => {
  const secrets = createEngineSecrets(host)
  const emit = (event: string, payload: unknown): void => send(event, eventPayload(event, payload))
  const current = (): LabSession => {
    const now = open()
    if (now === null) throw noLab()
    return now
  }
  const tellHost = (lab: LabInfo): void => {
    host()
      .call('labChanged', lab)
      .catch((error: unknown) => internal(error, 'labChanged'))
  }
  const tellInfoOf = async (lab: LabSession): Promise<void> => {
    const info = await lab.session.lab(undefined)
    if (info === null) throw new Error('An open lab has no information.')
    tellHost(info)
  }
  const importControl = createImportControl(() => current().imports, files, {
    progressed: (progress) => emit('imports.progressed', progress),
    jobProgressed: (job) => emit('jobs.progressed', job),
  })
  const table = Object.fromEntries([
    handlersOf(session, sessionHandlers(open, current, tellHost)),
    handlersOf(
      inventory,
      forward(inventory, () => current().inventory),
    ),
    handlersOf(imports, importsHandlers(current, files, importControl)),
    handlersOf(
      jobs,
      forward(jobs, () => current().jobs),
    ),
    handlersOf(
      readiness,
      forward(readiness, () => current().readiness),
    ),
    handlersOf(
      setup,
      setupHandlers(current, () => host().call('secretsKept', null)),
    ),
    handlersOf(
      plan,
      forward(plan, () => current().plan),
    ),
    handlersOf(
      dashboard,
      forward(dashboard, () => current().dashboard),
    ),
    handlersOf(
      runAsAccounts,
      runAsHandlers(current, () => host().call('secretsKept', null)),
    ),
    handlersOf(
      clock,
      forward(clock, () => current().clock),
    ),
    handlersOf(
      replication,
      forward(replication, () => current().replication),
    ),
    handlersOf(
      recoveryPlans,
      forward(recoveryPlans, () => current().recoveryPlans),
    ),
    handlersOf(
      connect,
      forward(connect, () => current().connect),
    ),
  ])

  /** Puts the services over a lab that is about to be the open one. */
  const openSession = (store: LabStore, lists: ListService): LabSession => {
    const next: LabSession = createLabSession(store, {
      wall,
      actor,
      secrets,
      rejectsFolder,
      lists,
      resolveTarget: (token) => files.resolve(token),
      clockChanged: (state) => {
        if (open() !== next) return
        emit('clock.changed', state)
        if (state.mode === 'paused') tellInfoOf(next).catch((error: unknown) => internal(error, 'session.lab'))
      },
      itemsChanged: (nowMs) => {
        if (open() === next) emit('replication.changed', { nowMs })
      },
      clockFailed: (error) => void internal(error, 'clock'),
      jobProgressed: (job) => {
        if (open() === next) emit('jobs.progressed', job)
      },
      jobFailed: (error) => void internal(error, 'jobs'),
      runners: [importControl.runner],
    })
    store.onCommitted(({ revision, jobId, tables }) => {
      if (open() !== next) return
      emit('inventory.changed', { revision, played: jobId === null && isPlayed(tables) })
      const job = jobId === null ? null : next.jobs.brief(jobId)
      if (job !== null) emit('jobs.changed', job)
      tellInfoOf(next).catch((error: unknown) => internal(error, 'session.lab'))
    })
    return next
  }

  const dispatch = createDispatch(
    areas.filter((area) => area.host === 'engine'),
    table,
    internal,
  )
  return { dispatch, openSession, derive: deriveReadiness, fillSample, sampleClockMs }
}
export type Services = ReturnType<typeof createServices>
