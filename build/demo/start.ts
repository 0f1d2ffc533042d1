/** `npm start`: opens the console; on a machine without a display it runs the guided demo instead. */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { readRuntime } from '../setup/electron-runtime.ts'
import { root } from '../support/paths.ts'
import { explain, say, warn } from '../support/step.ts'
import { runDemo } from './run.ts'

const hasDisplay = (): boolean => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** File names on the command line mean the folder that the user called from. */
const absolute = (argument: string): string => (argument.startsWith('-') ? argument : resolve(process.env.OFFSITE_CWD ?? root, argument))

const openConsole = (args: string[]): Promise<number> => {
  const switches: string[] = []
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    warn('Chromium does not sandbox for root: the console runs without a sandbox. Start it as another user.')
    switches.push('--no-sandbox')
  }
  return new Promise((done, fail) => {
    const { OFFSITE_CWD: _, ...env } = process.env
    const child = spawn(readRuntime().electronPath, [...switches, root, ...args.map(absolute)], { cwd: root, stdio: 'inherit', env })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
    child.on('error', fail)
    child.on('close', (code) => done(code ?? 1))
  })
}

try {
  const args = process.argv.slice(2)
  if (!hasDisplay()) say('There is no display: the guided demo runs on a virtual one.')
  process.exitCode = await (hasDisplay() ? openConsole(args) : runDemo())
} catch (error) {
  say(explain(error))
  process.exitCode = 1
}
