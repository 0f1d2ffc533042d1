import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A session bus whose Secret Service has never been unlocked: whoever saves a secret waits behind its prompt. */
export interface LockedKeyring {
  env: Record<string, string>
  stop(): void
}

export const startLockedKeyring = async (): Promise<LockedKeyring> => {
  const folder = mkdtempSync(join(tmpdir(), 'offsite-locked-'))
  const env = { XDG_DATA_HOME: join(folder, 'data'), XDG_RUNTIME_DIR: join(folder, 'run') }
  mkdirSync(join(env.XDG_DATA_HOME, 'keyrings'), { recursive: true })
  mkdirSync(env.XDG_RUNTIME_DIR, { mode: 0o700 })
  const inherited = { ...process.env, ...env } as Record<string, string>
  delete inherited.DBUS_SESSION_BUS_ADDRESS
  delete inherited.GNOME_KEYRING_CONTROL
  // The bus starts gnome-keyring and its prompter when they are first asked for; they are its children and end with it.
  const bus: ChildProcess = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env: inherited,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [address] = (await once(bus.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return {
    env: { ...env, DBUS_SESSION_BUS_ADDRESS: address.toString('utf8').trim() },
    stop: () => {
      bus.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
