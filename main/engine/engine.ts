import { mkdirSync } from 'node:fs'
import { basename } from 'node:path'
import type { AppError } from '../../preload/contract/errors.ts'
import { listCalls } from '../../preload/contract/inventory.ts'
import type { LabInfo } from '../../preload/contract/lab.ts'
import { openLabCall } from '../../preload/contract/session.ts'
import type { Reply } from '../../preload/contract/wire.ts'
import { createDispatch, handlersOf } from '../ipc/dispatch.ts'
import type { EngineCalls, EngineStart, HostCalls } from '../ipc/engine-protocol.ts'
import type { Rpc } from '../ipc/rpc.ts'
import { createListService, type ListService } from '../services/inventory/list-service.ts'
import { knownLabs } from '../services/lab/known-labs.ts'
import { copyLab, createLabFile, openLab } from '../services/lab/lab-files.ts'
import { readLabInfo } from '../services/lab/lab-info.ts'
import type { Derive, LabStore, WallClock } from '../services/lab/lab-store.types.ts'
import { createFileTokens } from './file-tokens.ts'
import { forward } from './forward.ts'
import type { LabSession } from './lab-session.ts'
import { noLab } from './no-lab.ts'
import { type EnginePort, PageLink } from './page-link.ts'
import type { Services } from './services.ts'

/** A lab has its lists at once, and its session with every other service when the first call asks for one. */
interface OpenLab {
  store: LabStore
  lists: ListService
  session: LabSession | null
}

/**
 * The engine without its process: everything that has to do with the open lab. It starts with what a window shows first,
 * which is a third of its code; the first call for more loads the services, and from then on they answer every call.
 */
export const createEngine = (start: EngineStart, host: () => Rpc<HostCalls>, internal: (error: unknown, name: string) => AppError) => {
  const wall: WallClock = start.fixedNowMs === null ? Date.now : () => start.fixedNowMs as number
  const files = createFileTokens()
  let open: OpenLab | null = null
  const current = (): OpenLab => {
    if (open === null) throw noLab()
    return open
  }

  let services: Services | null = null
  let loading: Promise<Services> | null = null
  const load = (): Promise<Services> => {
    loading ??= import('./services.ts')
      .then(({ createServices }) => {
        const made = createServices({
          wall,
          actor: start.actor,
          rejectsFolder: start.rejectsFolder,
          files,
          host,
          internal,
          open: () => open?.session ?? null,
          send: (event, payload) => page.emit(event, payload),
        })
        if (open !== null) open.session = made.openSession(open.store, open.lists)
        services = made
        return made
      })
      .catch((error: unknown) => {
        loading = null
        throw error
      })
    return loading
  }

  const firstAnswers = createDispatch(
    [listCalls, openLabCall],
    Object.fromEntries([
      handlersOf(
        listCalls,
        forward(listCalls, () => current().lists),
      ),
      handlersOf(openLabCall, { lab: () => (open === null ? null : readLabInfo(open.store, basename(open.store.file))) }),
    ]),
    internal,
  )
  const isFirst = new Set([listCalls, openLabCall].flatMap((area) => Object.keys(area.members).map((name) => `${area.name}.${name}`)))
  const answer = async (name: unknown, input: unknown): Promise<Reply> => {
    if (services === null && isFirst.has(String(name))) return firstAnswers(name, input)
    try {
      return await (services ?? (await load())).dispatch(name, input)
    } catch (error) {
      return { ok: false, error: internal(error, String(name)).toShape() }
    }
  }
  const page = new PageLink(answer)

  const known = knownLabs(start.knownLabs)
  /** Whatever writes belongs to the services, so they are there by then. */
  const written = (): Services => {
    if (services === null) throw new Error('A lab was written before its services were loaded.')
    return services
  }
  const derive: Derive = Object.assign((...what: Parameters<Derive>) => written().derive(...what), {
    inTurns: (...what: Parameters<Derive>) => written().derive.inTurns?.(...what) ?? [],
  })
  const openStore = (file: string): LabStore => openLab(file, { wall, derive, workFolder: start.workFolder, known })
  const close = (): void => {
    const before = open
    open = null
    if (before?.session) before.session.close()
    else before?.store.close()
  }
  /** The new lab takes the place of the old one only when it is open. */
  const enter = (store: LabStore): LabInfo => {
    const lists = createListService(store)
    const next: OpenLab = { store, lists, session: services?.openSession(store, lists) ?? null }
    const info = readLabInfo(store, basename(store.file))
    close()
    open = next
    return info
  }

  return {
    attachPort: (port: EnginePort) => page.attach(port),
    dropPort: () => page.drop(),
    grant: (token: string, path: string) => files.grant(token, path),
    open: ({ file }: { file: string }): LabInfo => {
      mkdirSync(start.rejectsFolder, { recursive: true })
      return enter(openStore(file))
    },
    create: async ({ file, name, seed, rulePack, timeZone, sample }: EngineCalls['create'][0]): Promise<LabInfo> => {
      mkdirSync(start.rejectsFolder, { recursive: true })
      const filler = sample === null ? null : await load()
      createLabFile(file, { name, seed, rulePack, timeZone, clockMs: filler?.sampleClockMs ?? wall(), wallMs: wall() })
      const store = openStore(file)
      try {
        if (sample !== null) await filler?.fillSample(store, { size: sample, seed, actor: start.actor })
        return enter(store)
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
