import { mkdirSync } from 'node:fs'
import { clock } from '../../preload/contract/clock.ts'
import { connect } from '../../preload/contract/connect.ts'
import { areas } from '../../preload/contract/contract.ts'
import { dashboard } from '../../preload/contract/dashboard.ts'
import { AppError } from '../../preload/contract/errors.ts'
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
import { t } from '../../preload/contract/words.ts'
import { createDispatch, handlersOf } from '../ipc/dispatch.ts'
import type { EngineCalls, EngineStart, HostCalls } from '../ipc/engine-protocol.ts'
import type { Rpc } from '../ipc/rpc.ts'
import { knownLabs } from '../services/lab/known-labs.ts'
import { copyLab, createLabFile, openLab } from '../services/lab/lab-files.ts'
import type { LabStore, WallClock } from '../services/lab/lab-store.types.ts'
import { deriveReadiness } from '../services/readiness-service.ts'
import { isPlayed } from '../services/replication/projection.ts'
import { fillSample, sampleClockMs } from '../services/sample-service.ts'
import { createEngineSecrets } from './engine-secrets.ts'
import { createFileTokens } from './file-tokens.ts'
import { forward } from './forward.ts'
import { importsHandlers } from './handlers/imports.ts'
import { runAsHandlers } from './handlers/run-as.ts'
import { sessionHandlers } from './handlers/session.ts'
import { setupHandlers } from './handlers/setup.ts'
import { createImportControl } from './import-control.ts'
import { createLabSession, type LabSession } from './lab-session.ts'
import { type EnginePort, PageLink } from './page-link.ts'

/** The engine without its process: everything that has to do with the open lab. */
export const createEngine = (start: EngineStart, host: () => Rpc<HostCalls>, internal: (error: unknown, name: string) => AppError) => {
  const wall: WallClock = start.fixedNowMs === null ? Date.now : () => start.fixedNowMs as number
  const files = createFileTokens()
  const secrets = createEngineSecrets(host)
  let open: LabSession | null = null

  const current = (): LabSession => {
    if (open === null) throw new AppError({ code: 'no-lab', message: t('No lab is open.'), remedy: t('Open a lab or make a new one.') })
    return open
  }
  const tellHost = (lab: LabInfo): void => {
    host()
      .call('labChanged', lab)
      .catch((error: unknown) => internal(error, 'labChanged'))
  }
  const importControl = createImportControl(() => current().imports, files, {
    progressed: (progress) => page.emit('imports.progressed', progress),
    jobProgressed: (job) => page.emit('jobs.progressed', job),
  })
  const table = Object.fromEntries([
    handlersOf(
      session,
      sessionHandlers(() => open, current, tellHost),
    ),
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
  const page = new PageLink(
    createDispatch(
      areas.filter((area) => area.host === 'engine'),
      table,
      internal,
    ),
  )

  const infoOf = async ({ session: service }: LabSession): Promise<LabInfo> => {
    const lab = await service.lab(undefined)
    if (lab === null) throw new Error('An open lab has no information.')
    return lab
  }
  const known = knownLabs(start.knownLabs)
  const openStore = (file: string): LabStore => openLab(file, { wall, derive: deriveReadiness, workFolder: start.workFolder, known })
  const close = (): void => {
    const before = open
    open = null
    before?.close()
  }
  /** The new lab takes the place of the old one only when it is open. */
  const enter = async (store: LabStore): Promise<LabInfo> => {
    const next: LabSession = createLabSession(store, {
      wall,
      actor: start.actor,
      secrets,
      rejectsFolder: start.rejectsFolder,
      resolveTarget: (token) => files.resolve(token),
      clockChanged: (state) => {
        if (open !== next) return
        page.emit('clock.changed', state)
        if (state.mode === 'paused') infoOf(next).then(tellHost, (error: unknown) => internal(error, 'session.lab'))
      },
      itemsChanged: (nowMs) => {
        if (open === next) page.emit('replication.changed', { nowMs })
      },
      clockFailed: (error) => void internal(error, 'clock'),
      runners: [importControl.runner],
    })
    const info = await infoOf(next)
    close()
    open = next
    store.onCommitted(({ revision, jobId, tables }) => {
      if (open !== next) return
      page.emit('inventory.changed', { revision, played: jobId === null && isPlayed(tables) })
      const job = jobId === null ? null : next.jobs.brief(jobId)
      if (job !== null) page.emit('jobs.changed', job)
      infoOf(next).then(tellHost, (error: unknown) => internal(error, 'session.lab'))
    })
    return info
  }

  return {
    attachPort: (port: EnginePort) => page.attach(port),
    dropPort: () => page.drop(),
    grant: (token: string, path: string) => files.grant(token, path),
    open: ({ file }: { file: string }) => {
      mkdirSync(start.rejectsFolder, { recursive: true })
      return enter(openStore(file))
    },
    create: async ({ file, name, seed, rulePack, timeZone, sample }: EngineCalls['create'][0]): Promise<LabInfo> => {
      mkdirSync(start.rejectsFolder, { recursive: true })
      createLabFile(file, { name, seed, rulePack, timeZone, clockMs: sample === null ? wall() : sampleClockMs, wallMs: wall() })
      const store = openStore(file)
      try {
        if (sample !== null) await fillSample(store, { size: sample, seed, actor: start.actor })
        return await enter(store)
      } catch (error) {
        if (open?.store !== store) store.close()
        throw error
      }
    },
    /** Nothing is written; what stands against a write is thrown. */
    idle: (): void => {
      if (open !== null && !open.store.readOnly) open.store.quiet(() => null)
    },
    close,
    saveCopy: ({ to }: { to: string }) => copyLab(current().store, to),
    copyFile: ({ from, to }: { from: string; to: string }) => copyLab(from, to),
    referenced: (references: readonly string[]): string[] => {
      const used = current().store.db.prepare('SELECT 1 FROM run_as_account WHERE keychain_ref = ?')
      return references.filter((reference) => used.get(reference) !== undefined)
    },
  }
}
