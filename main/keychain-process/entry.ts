import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { backendName } from './backend.ts'
import { type KeychainAnswer, type KeychainRequest, keychainService } from './messages.ts'

// A process of its own: a Secret Service that waits behind a prompt blocks the thread pool of whoever calls it, for as long as it
// likes, and with it every file operation and even process.exit(). This process holds nothing else and may be killed at any time.

type Keytar = typeof import('keytar')

/** utilityProcess in the console, child_process.fork on the command line. */
const parent: { post(answer: KeychainAnswer): void; listen(receive: (request: KeychainRequest) => void): void } = process.parentPort
  ? {
      post: (answer) => process.parentPort.postMessage(answer),
      listen: (receive) => process.parentPort.on('message', ({ data }) => receive(data as KeychainRequest)),
    }
  : {
      post: (answer) => process.send?.(answer),
      listen: (receive) => {
        process.on('message', (message) => receive(message as KeychainRequest))
        process.on('disconnect', () => process.exit(0))
      },
    }

const load = (): Keytar => createRequire(import.meta.url)('keytar') as Keytar

const run = async (request: KeychainRequest): Promise<string | boolean | null> => {
  const keytar = load()
  switch (request.op) {
    case 'set':
      await keytar.setPassword(keychainService, request.account, request.value)
      return null
    case 'has':
      return (await keytar.getPassword(keychainService, request.account)) !== null
    case 'delete':
      return keytar.deletePassword(keychainService, request.account)
    case 'probe': {
      const account = `probe-${randomUUID()}`
      await keytar.setPassword(keychainService, account, account)
      const found = await keytar.getPassword(keychainService, account)
      await keytar.deletePassword(keychainService, account)
      if (found !== account) throw new Error('The keychain did not give back what it was given.')
      return backendName()
    }
  }
}

parent.listen((request) => {
  run(request).then(
    (value) => parent.post({ id: request.id, ok: true, value }),
    (error: unknown) => parent.post({ id: request.id, ok: false, reason: error instanceof Error ? error.message : String(error) }),
  )
})
