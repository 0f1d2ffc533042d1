import type { Reply } from '../../preload/contract/wire.ts'

/** The part of Electron's MessagePortMain that is needed here. */
export interface EnginePort {
  on(event: 'message', listener: (message: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  postMessage(message: unknown): void
  close(): void
}

/** The page at the other end of the port; there is one at most, and a new port ends the old one. */
export class PageLink {
  readonly #dispatch: (name: unknown, input: unknown) => Promise<Reply>
  #port: EnginePort | null = null

  constructor(dispatch: (name: unknown, input: unknown) => Promise<Reply>) {
    this.#dispatch = dispatch
  }

  attach(port: EnginePort): void {
    this.drop()
    this.#port = port
    port.on('message', ({ data }) => {
      if (port === this.#port) void this.#answer(port, data)
    })
    port.on('close', () => {
      if (port === this.#port) this.#port = null
    })
    port.start()
  }

  drop(): void {
    this.#port?.close()
    this.#port = null
  }

  /** `payload` has the agreed shape: `eventPayload` has seen to it. */
  emit(event: string, payload: unknown): void {
    this.#port?.postMessage({ event, payload })
  }

  async #answer(port: EnginePort, data: unknown): Promise<void> {
    const { id, name, input } = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>
    // Without a number there is nobody to answer.
    if (typeof id !== 'number') return
    const reply = await this.#dispatch(name, input)
    if (port === this.#port) port.postMessage({ id, ...reply })
  }
}
