import { utilityProcess } from 'electron'
import type { KeychainChild } from '../keychain-process/keychain.ts'
import { killNow } from './kill-now.ts'

/** The keychain process under Electron. `file` is the built entry. */
export const spawnKeychain = (file: string) => (): KeychainChild => {
  const child = utilityProcess.fork(file, [], { serviceName: 'Offsite keychain', stdio: 'ignore' })
  return {
    send: (request) => child.postMessage(request),
    onAnswer: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill: () => killNow(child),
  }
}
