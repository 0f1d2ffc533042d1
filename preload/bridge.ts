import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron'
import { appOrigin, type Bridge, channels, portMessage, type Reply } from './contract/wire.ts'

/** The calls and events of main, as pairs of area and member. Taken from the contract by the build, because a sandboxed preload has no
 * code cache: with the contract and its schemas, each start would read them anew. */
declare const __MAIN_CALLS__: readonly (readonly [area: string, member: string])[]
declare const __MAIN_EVENTS__: readonly (readonly [area: string, member: string])[]

const calls: Record<string, Record<string, (input?: unknown) => Promise<Reply>>> = {}
for (const [area, call] of __MAIN_CALLS__) {
  calls[area] ??= {}
  calls[area][call] = (input) => ipcRenderer.invoke(channels.call, `${area}.${call}`, input)
}

const events = new Set(__MAIN_EVENTS__.map(([area, event]) => `${area}.${event}`))

const bridge: Bridge = {
  calls,
  on: (name, listener) => {
    if (!events.has(name)) throw new Error(`The contract has no event "${String(name)}".`)
    const receive = (_: IpcRendererEvent, sent: unknown, payload: unknown) => {
      if (sent === name) listener(payload)
    }
    ipcRenderer.on(channels.event, receive)
    return () => ipcRenderer.off(channels.event, receive)
  },
  connect: () => ipcRenderer.invoke(channels.connect),
  dropped: (file) => {
    let path = ''
    try {
      path = webUtils.getPathForFile(file)
    } catch {
      // Not a File at all; main refuses the empty path with a code.
    }
    return ipcRenderer.invoke(channels.dropped, path)
  },
  process: { sandboxed: process.sandboxed === true, contextIsolated: process.contextIsolated === true },
}

// A port cannot cross the context bridge, a window message can carry it. The target origin keeps it from any other document.
ipcRenderer.on(channels.port, ({ ports }) => {
  if (window.location.origin === appOrigin && window === window.top) window.postMessage(portMessage, appOrigin, [...ports])
})

contextBridge.exposeInMainWorld('offsite', bridge)
