import { fork } from 'node:child_process'
import type { KeychainChild } from './keychain.ts'
import type { KeychainAnswer } from './messages.ts'

/** The keychain process under plain Node, for the command line. `file` is the built entry. */
export const spawnKeychainWithNode = (file: string) => (): KeychainChild => {
  const child = fork(file, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' })
  // Neither the process nor its channel keeps the command alive.
  child.unref()
  child.channel?.unref()
  return {
    send: (request) => {
      child.send(request, () => {
        // A closed channel is reported by the exit.
      })
    },
    onAnswer: (listener) => child.on('message', (answer) => listener(answer as KeychainAnswer)),
    onExit: (listener) => {
      child.on('exit', listener)
      child.on('error', listener)
    },
    kill: () => {
      child.kill('SIGKILL')
    },
  }
}
