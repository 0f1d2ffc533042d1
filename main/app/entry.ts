import { app, protocol } from 'electron'
import { lockNavigation } from '../security/navigation.ts'
import { startConsole } from './console.ts'
import { labInArguments } from './lab-paths.ts'
import { settleUserData } from './places.ts'
import { appScheme } from './protocol.ts'

// What must happen before the app is ready, in this order. Nothing here awaits at the top level: an ES module that waits for
// `whenReady` there never becomes ready.
settleUserData()
protocol.registerSchemesAsPrivileged([appScheme])

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
  app.whenReady().then(() => {
    const running = startConsole()
    noteRefused = running.refused
    openFile = running.openFile
    app.on('second-instance', (_, args, folder) => {
      running.focus()
      const path = labInArguments(args, folder)
      if (path !== null) running.openFile(path)
    })
    const asked = labInArguments(process.argv.slice(1), process.cwd()) ?? early.at(-1) ?? null
    if (asked !== null) running.openFile(asked)
  })
}
