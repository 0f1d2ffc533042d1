import { AppError, type ErrorShape } from '../../preload/contract/errors.ts'
import type { PortMessage, PortRequest, Reply } from '../../preload/contract/wire.ts'
import { t } from '../../preload/contract/words.ts'

interface Pending {
  resolve(reply: Reply): void
}

const restarted: ErrorShape = {
  code: 'engine-restarted',
  message: t('The engine stopped while it was working on this, and has been started again. Nothing was half written.'),
  remedy: t('Try again.'),
}

/**
 * The page's end of the engine's port. Requests made before a port is there wait for it; when the engine stops or a new port
 * replaces the old one, everything that was on its way is answered with `engine-restarted`.
 */
export class EngineLink {
  #port: MessagePort | null = null
  #failed: ErrorShape | null = null
  #nextId = 1
  readonly #pending = new Map<number, Pending>()
  #waiting: PortRequest[] = []
  readonly #onEvent: (name: string, payload: unknown) => void

  constructor(onEvent: (name: string, payload: unknown) => void) {
    this.#onEvent = onEvent
  }

  attach(port: MessagePort): void {
    this.lose()
    this.#failed = null
    this.#port = port
    port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
      if (port === this.#port) this.#receive(data)
    }
    const waiting = this.#waiting
    this.#waiting = []
    for (const request of waiting) port.postMessage(request)
  }

  /** The engine is gone: answers what was sent to it, keeps what was not. */
  lose(): void {
    this.#port?.close()
    this.#port = null
    const unsent = new Set(this.#waiting.map(({ id }) => id))
    for (const [id, pending] of [...this.#pending]) {
      if (unsent.has(id)) continue
      this.#pending.delete(id)
      pending.resolve({ ok: false, error: restarted })
    }
  }

  /** The engine will not come back by itself. */
  fail(error: ErrorShape): void {
    this.lose()
    this.#failed = error
    this.#waiting = []
    for (const pending of this.#pending.values()) pending.resolve({ ok: false, error })
    this.#pending.clear()
  }

  request(name: string, input: unknown): Promise<Reply> {
    if (this.#failed !== null) return Promise.resolve({ ok: false, error: this.#failed })
    const request: PortRequest = { id: this.#nextId++, name, input }
    return new Promise((resolve, reject) => {
      this.#pending.set(request.id, { resolve })
      if (this.#port === null) {
        this.#waiting.push(request)
        return
      }
      try {
        this.#port.postMessage(request)
      } catch (error) {
        // A value that cannot be cloned (a MobX proxy, a function): the caller's mistake.
        this.#pending.delete(request.id)
        reject(
          new AppError({ code: 'bad-request', message: t('{name} was given a value that cannot be sent.', { name }) }, { cause: error }),
        )
      }
    })
  }

  #receive(message: PortMessage): void {
    if ('event' in message) {
      this.#onEvent(message.event, message.payload)
      return
    }
    const pending = this.#pending.get(message.id)
    this.#pending.delete(message.id)
    pending?.resolve(message)
  }
}
