import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { app } from 'electron'

/** Every file and folder of the app, in one place. Call after the user data folder is settled. */
export const places = () => {
  const built = resolve(app.getAppPath(), 'out')
  const userData = app.getPath('userData')
  return {
    built,
    renderer: join(built, 'renderer'),
    preload: join(built, 'preload', 'bridge.cjs'),
    engine: join(built, 'main', 'engine.js'),
    keychain: join(built, 'main', 'keychain.js'),
    preferences: join(userData, 'preferences.json'),
    recent: join(userData, 'recent.json'),
    windowState: join(userData, 'window.json'),
    log: join(userData, 'logs', 'console.log'),
    work: join(userData, 'work'),
    knownLabs: join(userData, 'known-labs.json'),
    rejects: join(userData, 'rejects'),
  }
}

/** Tests and the demo keep their own user data; set before anything reads the path. Crash reports stay on this computer. */
export const settleUserData = (): void => {
  const own = process.env.OFFSITE_USER_DATA
  if (own) {
    mkdirSync(own, { recursive: true })
    app.setPath('userData', resolve(own))
  }
  app.setPath('crashDumps', join(app.getPath('userData'), 'crashes'))
}

/** Where labs go unless the user says otherwise; made when first needed. */
export const labsFolder = (): string => {
  const folder = process.env.OFFSITE_LABS_FOLDER || join(app.getPath('documents'), 'Offsite Console')
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
  return folder
}
