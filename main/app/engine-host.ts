import type { AppError } from '../../preload/contract/errors.ts'
import { AppError as CodedError } from '../../preload/contract/errors.ts'
import type { LabInfo } from '../../preload/contract/lab.ts'
import { t } from '../../preload/contract/words.ts'
import type { EngineCalls, HostCalls } from '../ipc/engine-protocol.ts'
import { createRpc, type Rpc, type RpcHandlers } from '../ipc/rpc.ts'

/** The engine process as its supervisor sees it. */
export interface EngineChild {
  post(message: unknown, ports: readonly unknown[]): void
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: (code: number | null) => void): void
  kill(): void
}

export type EngineState = { state: 'starting' | 'running' | 'restarting' | 'failed'; error?: ReturnType<AppError['toShape']> }

export interface EngineHostOptions {
  fork: () => EngineChild
  /** Answers what the engine asks. */
  handlers: RpcHandlers<HostCalls>
  internal: (error: unknown) => AppError
  onStatus: (state: EngineState) => void
  /** After a restart: the lab is open again, or could not be opened (null and why). */
  onReopened: (lab: LabInfo | null, error: unknown) => void
  /** Pause before restart n of a series, in ms. */
  backOff?: (attempt: number) => number
  /** Crashes within `windowMs` after which the engine stays down. */
  limit?: number
  windowMs?: number
  now?: () => number
}

const restarted = () =>
  new CodedError({
    code: 'engine-restarted',
    message: t('The engine stopped while it was working on this, and has been started again. Nothing was half written.'),
    remedy: t('Try again.'),
  })

/** Forks the engine, starts it again when it dies, and brings the open lab and the file tokens back. */
export class EngineHost {
  status: EngineState = { state: 'starting' }
  readonly #options: Required<EngineHostOptions>
  readonly #granted = new Map<string, string>()
  #child: EngineChild | null = null
  #rpc: Rpc<EngineCalls> | null = null
  #ready: Promise<void> = Promise.resolve()
  #openFile: string | null = null
  #stopping = false
  #crashes: number[] = []

  constructor(options: EngineHostOptions) {
    this.#options = {
      backOff: (attempt) => Math.min(200 * 2 ** (attempt - 1), 5000),
      limit: 5,
      windowMs: 60_000,
      now: Date.now,
      ...options,
    }
  }

  start(): void {
    this.#fork()
    this.#tell({ state: 'running' })
  }

  /** Waits for a restart that is under way; rejects with `engine-failed`, `engine-restarted` or the engine's own error. */
  async call<K extends keyof EngineCalls & string>(
    name: K,
    argument: EngineCalls[K][0],
    ports: readonly unknown[] = [],
  ): Promise<EngineCalls[K][1]> {
    await this.#ready
    const rpc = this.#rpc
    if (rpc === null) throw this.#failure()
    return rpc.call(name, argument, ports)
  }

  /** The lab to bring back after a crash; null = none. */
  keepOpen(file: string | null): void {
    this.#openFile = file
  }

  /** Answered when the engine knows the token, so that the page cannot be faster. */
  async grant(token: string, path: string): Promise<void> {
    this.#granted.set(token, path)
    await this.call('grant', { token, path })
  }

  /**
   * Ends the engine on purpose and starts another, with the lab open again: it takes up what is read at its start (the language).
   * Throws `lab-busy` while something is being written.
   */
  async restart(): Promise<void> {
    await this.#ready
    const rpc = this.#rpc
    if (rpc === null) return
    await rpc.call('idle', null)
    await rpc.call('close', null)
    const child = this.#child
    this.#child = null
    this.#rpc = null
    this.#tell({ state: 'restarting' })
    rpc.close(restarted())
    child?.kill()
    this.#ready = this.#restart()
    await this.#ready
  }

  /** Closes the lab cleanly; after `withinMs` the process is killed, as SQLite recovers the lab on opening. */
  async stop(withinMs = 2000): Promise<void> {
    this.#stopping = true
    const rpc = this.#rpc
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((done) => {
      timer = setTimeout(() => done(null), withinMs)
    })
    if (rpc !== null) await Promise.race([rpc.call('close', null).catch(() => null), late])
    clearTimeout(timer)
    this.#child?.kill()
    this.#child = null
    this.#rpc = null
  }

  #fork(): Rpc<EngineCalls> {
    const child = this.#options.fork()
    const rpc = createRpc<HostCalls, EngineCalls>(
      (message, ports) => child.post(message, ports),
      this.#options.handlers,
      this.#options.internal,
    )
    child.onMessage((message) => rpc.receive(message))
    child.onExit((code) => {
      rpc.close(restarted())
      if (this.#child !== child) return
      this.#child = null
      this.#rpc = null
      if (!this.#stopping) this.#revive(code)
    })
    this.#child = child
    this.#rpc = rpc
    return rpc
  }

  #revive(code: number | null): void {
    const { now, limit, windowMs, backOff } = this.#options
    this.#crashes = [...this.#crashes.filter((at) => now() - at < windowMs), now()]
    if (this.#crashes.length > limit) {
      this.#tell({
        state: 'failed',
        error: {
          code: 'engine-failed',
          message: t('The engine stopped {value} times within {windowMs} seconds (last exit code {code}).', {
            value: this.#crashes.length,
            windowMs: Math.round(windowMs / 1000),
            code,
          }),
          remedy: t('Close the console and start it again. The lab file is safe: SQLite recovers it on opening.'),
        },
      })
      return
    }
    this.#tell({ state: 'restarting' })
    this.#ready = new Promise<void>((done) => setTimeout(done, backOff(this.#crashes.length))).then(() => this.#restart())
  }

  async #restart(): Promise<void> {
    if (this.#stopping) return
    const rpc = this.#fork()
    try {
      for (const [token, path] of this.#granted) await rpc.call('grant', { token, path })
      const lab = this.#openFile === null ? null : await rpc.call('open', { file: this.#openFile })
      this.#tell({ state: 'running' })
      if (lab !== null) this.#options.onReopened(lab, null)
    } catch (error) {
      // Died again: its exit has already begun the next attempt.
      if (this.#rpc !== rpc) return
      this.#openFile = null
      this.#tell({ state: 'running' })
      this.#options.onReopened(null, error)
    }
  }

  #failure(): AppError {
    return this.status.error === undefined ? restarted() : new CodedError(this.status.error)
  }

  #tell(status: EngineState): void {
    this.status = status
    this.#options.onStatus(status)
  }
}
