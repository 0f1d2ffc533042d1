import { type MessagePortMain, utilityProcess } from 'electron'
import { language } from '../../preload/contract/words.ts'
import type { EngineStart } from '../ipc/engine-protocol.ts'
import type { EngineChild } from './engine-host.ts'
import { killNow } from './kill-now.ts'

/** The engine under Electron. `file` is the built entry; what it prints goes to `print`. */
export const forkEngine = (file: string, start: EngineStart, print: (text: string) => void) => (): EngineChild => {
  const child = utilityProcess.fork(file, [JSON.stringify(start)], {
    serviceName: 'Offsite engine',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, OFFSITE_LANGUAGE: language() },
  })
  child.stdout?.on('data', (data: Buffer) => print(data.toString('utf8')))
  child.stderr?.on('data', (data: Buffer) => print(data.toString('utf8')))
  return {
    post: (message, ports) => child.postMessage(message, [...ports] as MessagePortMain[]),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill: () => killNow(child),
  }
}
