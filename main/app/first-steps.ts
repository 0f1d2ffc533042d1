import { readFileSync } from 'node:fs'
import { type BrowserWindow, protocol, session } from 'electron'
import { type LanguageId, language, languageIds, setLanguage } from '../../preload/contract/words.ts'
import { type Routes, startRouter } from '../ipc/router.ts'
import { lockSession } from '../security/permissions.ts'
import { appInfo, windowTitle } from './app-info.ts'
import { type ForkedEngine, forkEngine } from './fork-engine.ts'
import { places } from './places.ts'
import { serveApp } from './protocol.ts'
import { openWindow } from './windows.ts'

/** What runs already when the rest of main is loaded. */
export interface FirstSteps {
  where: ReturnType<typeof places>
  info: ReturnType<typeof appInfo>
  /** Starts an engine; the one that runs already is the first answer. */
  fork: () => ForkedEngine
  openWindow: (labName: string | null) => BrowserWindow
  window: BrowserWindow
  /** Fulfilled when main has nothing to do for the page: its script is on the way. */
  idle: Promise<void>
  /** What the page asks is answered from now on. */
  answer: (routes: Routes) => void
}

/** The language of the settings, read without their schema; English when there are none, or the file is damaged. */
export const languageIn = (file: string): LanguageId => {
  try {
    const { language: kept } = JSON.parse(readFileSync(file, 'utf8')) as { language?: unknown }
    return languageIds.find((id) => id === kept) ?? 'en'
  } catch {
    return 'en'
  }
}

/**
 * Starts the two processes that take longest, the engine and the page, and nothing else: main is loaded while they come up.
 * So nothing here may import zod or the contract's shapes. What the page asks before main is loaded waits for it.
 */
export const firstSteps = (refused: (what: string) => void): FirstSteps => {
  const where = places()
  const info = appInfo()
  setLanguage(languageIn(where.preferences))
  const forkNew = forkEngine(where.engine, {
    actor: info.userName,
    workFolder: where.work,
    knownLabs: where.knownLabs,
    rejectsFolder: where.rejects,
    fixedNowMs: info.fixedNowMs,
  })
  let first: ForkedEngine | null = forkNew()
  const fork = (): ForkedEngine => {
    const child = first ?? forkNew()
    first = null
    return child
  }
  lockSession(session.defaultSession, refused)
  const serve = serveApp(where.renderer, language)
  let isIdle = (): void => {}
  const idle = new Promise<void>((done) => {
    isIdle = done
  })
  // Not `handle`: that makes web streams and a fetch of every answer, and reading those parts of Node costs each start 50 ms.
  protocol.registerBufferProtocol('offsite', (request, answer) => {
    serve(request).then((served) => {
      answer(served)
      if (request.url.endsWith('.js')) setImmediate(isIdle)
    })
  })
  const open = (labName: string | null): BrowserWindow =>
    openWindow({
      preload: where.preload,
      stateFile: where.windowState,
      title: windowTitle(labName, info),
      devTools: info.edition === 'development',
    })
  let answer = (_: Routes): void => {}
  const routes = new Promise<Routes>((done) => {
    answer = done
  })
  startRouter(routes)
  const window = open(null)
  // A document whose script was never asked for.
  window.webContents.once('did-stop-loading', isIdle)
  return { where, info, fork, openWindow: open, window, idle, answer }
}
