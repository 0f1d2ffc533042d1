// The least that a window of this runtime is: one page, the console's own size and web preferences, nothing behind it.
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'

if (process.env.OFFSITE_USER_DATA) app.setPath('userData', process.env.OFFSITE_USER_DATA)
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  })
  window.once('ready-to-show', () => window.show())
  window.loadFile(join(import.meta.dirname, 'index.html'))
})
app.on('window-all-closed', () => app.quit())
