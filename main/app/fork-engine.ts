import { type MessagePortMain, utilityProcess } from 'electron'
import { language } from '../../preload/contract/words.ts'
import type { EngineStart } from '../ipc/engine-protocol.ts'
import type { EngineChild } from './engine-host.ts'
import { killNow } from './kill-now.ts'

export interface ForkedEngine extends EngineChild {
  /** What it prints, from its start on. */
  onOutput(listener: (text: string) => void): void
}

/** The engine under Electron; `file` is the built entry. It may run before anybody listens: what it said meanwhile is told then. */
export const forkEngine = (file: string, start: EngineStart) => (): ForkedEngine => {
  const child = utilityProcess.fork(file, [JSON.stringify(start)], {
    serviceName: 'Offsite engine',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, OFFSITE_LANGUAGE: language() },
  })
  let unheard: unknown[] = []
  let hear = (message: unknown): void => void unheard.push(message)
  child.on('message', (message) => hear(message))
  let exit: { code: number | null } | null = null
  child.once('exit', (code) => {
    exit = { code }
  })
  return {
    post: (message, ports) => child.postMessage(message, [...ports] as MessagePortMain[]),
    onMessage: (listener) => {
      hear = listener
      for (const message of unheard) listener(message)
      unheard = []
    },
    onExit: (listener) => {
      if (exit === null) child.on('exit', listener)
      else queueMicrotask(() => listener(exit?.code ?? null))
    },
    onOutput: (listener) => {
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => listener(data.toString('utf8')))
    },
    kill: () => killNow(child),
  }
}
