import { app, Menu, protocol } from 'electron'
import { lockNavigation } from '../security/navigation.ts'
import { firstSteps } from './first-steps.ts'
import { labInArguments } from './lab-paths.ts'
import { settleUserData } from './places.ts'
import { appScheme } from './protocol.ts'

// What must happen before the app is ready, in this order. Nothing here awaits at the top level: an ES module that waits for
// `whenReady` there never becomes ready.
settleUserData()
protocol.registerSchemesAsPrivileged([appScheme])
// Set before ready, or Electron makes its own menu first; macOS gets one in console.ts.
if (process.platform !== 'darwin') Menu.setApplicationMenu(null)

// Files that the system asks for before the window is there (macOS).
const early: string[] = []
let openFile = (path: string): void => {
  early.push(path)
}
app.on('open-file', (event, path) => {
  event.preventDefault()
  openFile(path)
})

if (!app.requestSingleInstanceLock()) app.quit()
else {
  const refused = new Map<string, number>()
  let noteRefused = (what: string): void => {
    refused.set(what, (refused.get(what) ?? 0) + 1)
  }
  lockNavigation(app, (what) => noteRefused(what))
  let focus = (): void => {}
  app.on('second-instance', (_, args, folder) => {
    focus()
    const path = labInArguments(args, folder)
    if (path !== null) openFile(path)
  })
  const load = async (): Promise<void> => {
    const begun = firstSteps((what) => noteRefused(what))
    await begun.idle
    const { startConsole } = await import('./console.ts')
    const running = startConsole(begun)
    noteRefused = running.refused
    openFile = running.openFile
    focus = running.focus
    const asked = early.at(-1) ?? labInArguments(process.argv.slice(1), process.cwd())
    if (asked !== null) running.openFile(asked)
    begun.answer(running.routes)
  }
  app.whenReady().then(load)
}
