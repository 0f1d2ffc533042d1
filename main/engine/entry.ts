import { randomUUID } from 'node:crypto'
import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'
import type { EngineCalls, EngineStart, HostCalls } from '../ipc/engine-protocol.ts'
import { createRpc, type Rpc } from '../ipc/rpc.ts'
import { createEngine } from './engine.ts'
import type { EnginePort } from './page-link.ts'

// The engine process: owns SQLite and every service. It ends with main, and at any moment without harm to the lab.

const start = JSON.parse(process.argv[2] ?? '') as EngineStart

/** Details go to main's log, which blanks passwords; the page gets a code and the id of the line. */
const internal = (error: unknown, name = 'engine'): AppError => {
  const logId = randomUUID().slice(0, 8)
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined }
  host.call('log', { level: 'error', text: message, data: { logId, name, stack } }).catch(() => {
    // Without main there is nobody to read it.
  })
  return new AppError({
    code: 'internal',
    message: t('The console met an error that it did not expect. What you did last has not been done.'),
    remedy: t('Try again. If it happens again, the log of this console has the details under {logId}.', { logId }),
    logId,
  })
}

const engine = createEngine(start, () => host, internal)
const done = (result?: unknown): null | Promise<null> => (result instanceof Promise ? result.then(() => null) : null)

const host: Rpc<HostCalls> = createRpc<EngineCalls, HostCalls>(
  (message) => process.parentPort.postMessage(message),
  {
    open: (argument) => engine.open(argument),
    create: (argument) => engine.create(argument),
    idle: () => done(engine.idle()),
    close: () => done(engine.close()),
    saveCopy: (argument) => done(engine.saveCopy(argument)) as Promise<null>,
    copyFile: (argument) => done(engine.copyFile(argument)) as Promise<null>,
    grant: ({ token, path }) => done(engine.grant(token, path)),
    port: (_, [port]) => done(engine.attachPort(port as EnginePort)),
    dropPort: () => done(engine.dropPort()),
    referenced: ({ references }) => engine.referenced(references),
  },
  internal,
)

process.parentPort.on('message', ({ data, ports }) => host.receive(data, ports))
