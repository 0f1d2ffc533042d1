import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createCliSecretStore } from '../keychain-process/cli-secret-store.ts'
import { createKeychain } from '../keychain-process/keychain.ts'
import { spawnKeychainWithNode } from '../keychain-process/spawn-node.ts'
import type { SecretStore } from '../services/secret-store.ts'
import { run } from './run.ts'

declare const __APP_VERSION__: string | undefined

// A reader that has seen enough ("| head") closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const userName = (): string => {
  try {
    return userInfo().username
  } catch {
    // A user id without an entry in the system's user list.
    return process.env.USER ?? 'unknown'
  }
}

// Built, the keychain process lies beside this file; from source it is a module of its folder.
const keychainEntry = import.meta.filename.endsWith('.ts')
  ? join(import.meta.dirname, '..', 'keychain-process', 'entry.ts')
  : join(import.meta.dirname, 'keychain.js')

const keychain = createKeychain({ spawn: spawnKeychainWithNode(keychainEntry) })
const secrets: SecretStore = createCliSecretStore({ keychain, env: process.env, readStdin: () => text(process.stdin) })

process.exitCode = await run(process.argv.slice(2), {
  out: (chunk) => void process.stdout.write(chunk),
  err: (chunk) => void process.stderr.write(chunk),
  cwd: process.cwd(),
  wall: Date.now,
  user: userName(),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  version: typeof __APP_VERSION__ === 'string' ? __APP_VERSION__ : 'source',
  workFolder: join(tmpdir(), `offsite-console-${userName()}`),
  secrets: () => secrets,
})
keychain.dispose()
