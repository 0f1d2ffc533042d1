import type { PickedFile } from './common.ts'
import type { ErrorShape } from './errors.ts'

/** IPC channels between preload and main. The page never sees them. */
export const channels = {
  call: 'offsite:call',
  event: 'offsite:event',
  connect: 'offsite:connect',
  port: 'offsite:port',
  dropped: 'offsite:dropped',
} as const

/** Our only origin. */
export const appOrigin = 'offsite://app'

/** `data` of the window message that carries the engine's port from the preload to the page. */
export const portMessage = 'offsite:engine-port'

/** Every call is answered, either way; nothing is answered with undefined. */
export type Reply = { ok: true; value: unknown } | { ok: false; error: ErrorShape }

/** Page to engine, over the port. `name` is "area.call". */
export interface PortRequest {
  id: number
  name: string
  input: unknown
}

/** Engine to page, over the port: the answer to a request, or an event. */
export type PortMessage = ({ id: number } & Reply) | { event: string; payload: unknown }

/** What the preload puts on `window.offsite`. */
export interface Bridge {
  /** Areas that main answers; built from the contract, so that an unknown name is not even there. */
  readonly calls: Readonly<Record<string, Readonly<Record<string, (input?: unknown) => Promise<Reply>>>>>
  /** Events of main ("shell.engineChanged"); throws for a name that the contract lacks. Returns the way to stop. */
  on(name: string, listener: (payload: unknown) => void): () => void
  /** Asks for the engine's port, once per load; it arrives as a window message (`portMessage`). */
  connect(): Promise<Reply>
  /** Turns a file that was dropped on the window into a token; the path stays out of the page. */
  dropped(file: File): Promise<{ ok: true; value: PickedFile } | { ok: false; error: ErrorShape }>
  /** Facts about this process, for the checks. */
  readonly process: { readonly sandboxed: boolean; readonly contextIsolated: boolean }
}
