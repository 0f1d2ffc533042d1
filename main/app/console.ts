import { app, type BrowserWindow } from 'electron'
import { acquireLabLock } from '../../native-db/database/lock.ts'
import { AppError } from '../../preload/contract/errors.ts'
import { mainContract } from '../../preload/contract/main-areas.ts'
import { type LanguageId, language, setLanguage } from '../../preload/contract/words.ts'
import { createDispatch, handlersOf } from '../ipc/dispatch.ts'
import { createEmit } from '../ipc/events.ts'
import type { Routes } from '../ipc/router.ts'
import { createKeychain } from '../keychain-process/keychain.ts'
import { windowTitle } from './app-info.ts'
import { createDialogs } from './dialogs.ts'
import { EngineHost } from './engine-host.ts'
import type { FirstSteps } from './first-steps.ts'
import { Labs } from './labs.ts'
import { openLog } from './log.ts'
import { setMenu } from './menu.ts'
import { PagePort } from './page-port.ts'
import { PickedFiles } from './picked-files.ts'
import { labsFolder } from './places.ts'
import { PreferencesFile } from './preferences.ts'
import { RecentLabs } from './recent-labs.ts'
import { EngineSecrets, StagedSecrets, secretsHandlers } from './secrets.ts'
import { applyTheme, shellHandlers } from './shell-handlers.ts'
import { spawnKeychain } from './spawn-keychain.ts'
import { saveWindow } from './window-state.ts'

/** How long the engine may take to close the lab before it is killed, in ms; the console is gone within 3 s. */
const closeWithinMs = 2000

/** Puts the parts together, in the order in which they need each other, around the window and the engine that are coming up. */
export const startConsole = ({ where, info, fork, openWindow, window: firstWindow }: FirstSteps) => {
  const staged = new StagedSecrets()
  const log = openLog(where.log, (text) => staged.redact(text))
  const refused = (what: string) => log.write('warn', 'Refused', { what })
  process.on('uncaughtException', (error) => log.internal(error, 'main'))
  process.on('unhandledRejection', (error) => log.internal(error, 'main'))
  log.write('info', 'Started', { version: info.version, electron: info.electron, runtime: info.runtime, edition: info.edition })

  let window: BrowserWindow | null = null
  const emit = createEmit(() => (window === null || window.isDestroyed() ? [] : [window.webContents]))
  const preferences = new PreferencesFile(where.preferences)
  // The window and the engine speak it already; it differs only where the rest of the file is damaged.
  if (preferences.current.language !== language()) preferences.change({ language: language() })
  const keychain = createKeychain({ spawn: spawnKeychain(where.keychain) })
  const engineSecrets = new EngineSecrets(staged, keychain)

  // engine
  const engine = new EngineHost({
    fork: () => {
      const child = fork()
      child.onOutput((text) => log.write('warn', 'Engine output', { text }))
      return child
    },
    handlers: {
      secretState: () => keychain.state(),
      secretSave: ({ reference, handle }) => engineSecrets.save(reference, handle).then(() => null),
      secretRemove: ({ reference }) => engineSecrets.remove(reference).then(() => null),
      secretHas: ({ reference }) => keychain.has(reference),
      secretsKept: () => {
        engineSecrets.kept()
        return null
      },
      labChanged: (lab) => {
        labs.update(lab)
        return null
      },
      log: ({ level, text, data }) => {
        log.write(level, text, data)
        return null
      },
    },
    internal: (error) => log.internal(error, 'engine host'),
    onStatus: (status) => {
      log.write(status.state === 'running' ? 'info' : 'warn', 'Engine', { state: status.state })
      emit('shell.engineChanged', status)
      if (status.state === 'running') port.redeliver()
    },
    onReopened: (lab, error) => {
      if (lab === null) {
        log.internal(error, 'reopen lab')
        labs.forget()
        return
      }
      labs.update(lab)
      engineSecrets.settle((references) => engine.call('referenced', { references })).catch((late) => log.internal(late, 'settle secrets'))
    },
  })
  const port = new PagePort(engine)
  engine.start()

  /** A process speaks one language for its whole life, so the engine is started again; main's own texts are made when they are needed. */
  const speak = async (wanted: LanguageId): Promise<void> => {
    const before = language()
    setLanguage(wanted)
    try {
      await engine.restart()
    } catch (error) {
      setLanguage(before)
      throw error
    }
    setMenu((command) => emit('shell.commandRequested', { command }))
  }

  // the window's own affairs
  const dialogs = createDialogs(() => window)
  const picked = new PickedFiles((token, path) => engine.grant(token, path))
  const labs = new Labs({
    engine,
    dialogs,
    picked,
    recent: new RecentLabs(where.recent),
    labsFolder,
    lock: (file) => acquireLabLock(file),
    onChanged: (lab) => {
      window?.setTitle(windowTitle(lab?.name ?? null, info))
      emit('labs.changed', lab)
    },
  })
  const table = Object.fromEntries([
    handlersOf(
      mainContract.shell,
      shellHandlers({ info, window: () => window, engine, preferences, dialogs, picked, emit, speak, quit: () => app.quit() }),
    ),
    handlersOf(mainContract.secrets, secretsHandlers(staged, keychain)),
    handlersOf(mainContract.labs, labs.handlers()),
  ])
  const routes: Routes = {
    dispatch: createDispatch(Object.values(mainContract), table, (error, name) => log.internal(error, name)),
    connect: (contents) => port.connect(contents),
    dropped: (path) => picked.addExisting(path),
    internal: (error, name) => log.internal(error, name),
  }

  setMenu((command) => emit('shell.commandRequested', { command }))
  applyTheme(preferences)

  const pageCrashes: number[] = []
  const adopt = (opened: BrowserWindow): void => {
    window = opened
    port.watch(window.webContents)
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) staged.clear()
    })
    window.webContents.on('render-process-gone', (_, { reason }) => {
      log.write('error', 'Page gone', { reason })
      pageCrashes.push(Date.now())
      // A page that dies at once each time is left alone rather than reloaded for ever.
      const recent = pageCrashes.filter((at) => Date.now() - at < 60_000).length
      if (reason !== 'clean-exit' && recent <= 3) window?.webContents.reload()
    })
    window.on('closed', () => {
      window = null
    })
  }
  adopt(firstWindow)
  if (firstWindow.webContents.isCrashed()) firstWindow.webContents.reload()

  let leaving = false
  app.on('before-quit', (event) => {
    if (leaving) return
    leaving = true
    event.preventDefault()
    if (window !== null) saveWindow(where.windowState, window)
    // A keychain that hangs behind a prompt is not waited for; the engine gets its time to check the lab in.
    keychain.dispose()
    staged.clear()
    engine.stop(closeWithinMs).finally(() => {
      labs.forget()
      app.exit(0)
    })
  })
  app.on('window-all-closed', () => app.quit())
  app.on('activate', () => {
    if (window === null) adopt(openWindow(labs.current?.name ?? null))
  })

  return {
    routes,
    refused,
    focus: () => {
      if (window?.isMinimized()) window.restore()
      window?.focus()
    },
    openFile: (path: string) => {
      labs.openPath(path).catch((error: unknown) => {
        const shape = (error instanceof AppError ? error : log.internal(error, 'open argument')).toShape()
        log.write('warn', 'Could not open the lab', { code: shape.code })
        labs.refusal = shape
        emit('labs.refused', shape)
      })
    },
  }
}
