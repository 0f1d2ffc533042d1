import { BrowserWindow, screen } from 'electron'
import { appUrl } from '../security/navigation.ts'
import { keepWindow, restoreWindow } from './window-state.ts'

export interface WindowOptions {
  preload: string
  stateFile: string
  title: string
  devTools: boolean
}

/** The console's window: sandboxed, isolated, shown when its first picture is ready. */
export const openWindow = ({ preload, stateFile, title, devTools }: WindowOptions): BrowserWindow => {
  const kept = restoreWindow(
    stateFile,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  )
  const window = new BrowserWindow({
    width: kept?.width ?? 1280,
    height: kept?.height ?? 800,
    ...(kept === null ? { center: true } : { x: kept.x, y: kept.y }),
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      spellcheck: false,
      devTools,
      navigateOnDragDrop: false,
      safeDialogs: true,
    },
  })
  // The title names the lab; the page has no say in it.
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => {
    if (kept?.maximized) window.maximize()
    window.show()
  })
  keepWindow(stateFile, window)
  window.loadURL(appUrl)
  return window
}
