import { type BrowserWindow, clipboard, nativeTheme, shell as system } from 'electron'
import type { HandlersFor } from '../../preload/contract/area.ts'
import type { AppInfo, shell } from '../../preload/contract/shell.ts'
import type { LanguageId } from '../../preload/contract/words.ts'
import type { Emit } from '../ipc/events.ts'
import type { Dialogs } from './dialogs.ts'
import type { EngineHost } from './engine-host.ts'
import type { PickedFiles } from './picked-files.ts'
import type { PreferencesFile } from './preferences.ts'

export interface ShellOptions {
  info: AppInfo
  window: () => BrowserWindow | null
  engine: EngineHost
  preferences: PreferencesFile
  dialogs: Dialogs
  picked: PickedFiles
  emit: Emit
  /** From now on main and the engine speak this language. */
  speak: (language: LanguageId) => Promise<void>
  quit: () => void
}

const zoomSteps = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** The next zoom factor; `read` leaves it alone. */
export const zoomTo = (factor: number, step: 'in' | 'out' | 'reset' | 'read'): number => {
  if (step === 'reset') return 1
  if (step === 'in') return zoomSteps.find((one) => one > factor + 0.005) ?? factor
  if (step === 'out') return zoomSteps.findLast((one) => one < factor - 0.005) ?? factor
  return factor
}

/** Gives native parts (scroll bars, menus, dialogs) the theme of the page. */
export const applyTheme = ({ current }: PreferencesFile): void => {
  nativeTheme.themeSource = current.theme === 'light' || current.theme === 'dark' ? current.theme : 'system'
}

export const shellHandlers = ({
  info,
  window,
  engine,
  preferences,
  dialogs,
  picked,
  emit,
  speak,
  quit,
}: ShellOptions): HandlersFor<typeof shell> => ({
  info: () => info,
  preferences: () => preferences.current,
  setPreferences: async (patch) => {
    const other = patch.language !== undefined && patch.language !== preferences.current.language
    if (other) await speak(patch.language ?? 'en')
    const changed = preferences.change(patch)
    applyTheme(preferences)
    emit('shell.preferencesChanged', changed)
    if (other) window()?.webContents.reload()
    return changed
  },
  engineStatus: () => engine.status,
  zoom: ({ step }) => {
    const contents = window()?.webContents
    const factor = zoomTo(contents?.zoomFactor ?? 1, step)
    if (contents && step !== 'read') contents.zoomFactor = factor
    return { percent: Math.round(factor * 100) }
  },
  fullScreen: () => {
    const shown = window()
    shown?.setFullScreen(!shown.isFullScreen())
    return null
  },
  pickImportFiles: async () => Promise.all((await dialogs.importFiles()).map((path) => picked.add(path))),
  pickFolder: async ({ title }) => {
    const path = await dialogs.folder(title)
    return path === null ? null : picked.add(path)
  },
  pickSave: async ({ suggestedName, title }) => {
    const path = await dialogs.save(title, suggestedName)
    return path === null ? null : picked.add(path)
  },
  copy: ({ text }) => {
    clipboard.writeText(text)
    return null
  },
  reveal: ({ token }) => {
    system.showItemInFolder(picked.pathOf(token))
    return null
  },
  quit: () => {
    quit()
    return null
  },
})
