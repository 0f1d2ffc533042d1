/**
 * What Electron's own start page does for `electron <folder>`: reads the command line, gives the app the name in its
 * package.json, runs its entry point. It is a module with a top-level await on purpose: Electron holds back 'ready'
 * until it settles, so the app can still register its scheme. A faulty app ends with a message and exit code 1, never
 * with a dialog that nobody sees.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const fail = (message: string): never => {
  console.error(message)
  process.exit(1)
}

const parse = (args: string[]): { target: string | undefined; required: string[] } => {
  const required: string[] = []
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? ''
    if (argument === '-r' || argument === '--require') {
      index += 1
      required.push(args[index] ?? fail('-r needs a module'))
    } else if (argument === '-v' || argument === '--version') {
      console.log(`v${process.versions.electron}`)
      process.exit(0)
    } else if (argument.startsWith('--app=')) return { target: argument.slice('--app='.length), required }
    else if (!argument.startsWith('-')) return { target: argument, required }
  }
  return { target: undefined, required }
}

const { target, required } = parse(process.argv.slice(1))
const require = createRequire(resolve(process.cwd(), 'launcher.js'))
for (const module of required) require(module)

const folder = resolve(target ?? fail('usage: electron [-r module] [switches] <folder or file>'))
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true, configurable: false })

const manifestFile = resolve(folder, 'package.json')
const isFolder = existsSync(manifestFile)
if (isFolder) {
  try {
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<'name' | 'productName' | 'version' | 'desktopName', string>
    if (manifest.version) (app as unknown as { setVersion(version: string): void }).setVersion(manifest.version)
    app.name = manifest.productName || manifest.name
    if (process.platform === 'linux') {
      const desktop = app as unknown as { setDesktopName(name: string): void }
      desktop.setDesktopName(manifest.desktopName || `${app.name}.desktop`)
    }
  } catch (error) {
    fail(`${manifestFile} cannot be read: ${String(error)}`)
  }
}
try {
  const entry = require.resolve(folder)
  ;(app as unknown as { setAppPath(path: string): void }).setAppPath(isFolder ? folder : dirname(entry))
  await import(pathToFileURL(entry).href)
} catch (error) {
  fail(`The app at ${folder} could not be loaded.\n${error instanceof Error ? error.stack : String(error)}`)
}
