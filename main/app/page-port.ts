import { MessageChannelMain, type WebContents } from 'electron'
import { AppError } from '../../preload/contract/errors.ts'
import { channels } from '../../preload/contract/wire.ts'
import { t } from '../../preload/contract/words.ts'
import { isOurTopFrame } from '../security/sender.ts'
import type { EngineHost } from './engine-host.ts'

/** Hands the engine's port to the page: to our top frame only, once per load, again after the engine was started anew. */
export class PagePort {
  readonly #engine: EngineHost
  #holder: WebContents | null = null

  constructor(engine: EngineHost) {
    this.#engine = engine
  }

  /** A new document begins: the old one's port is closed, and the new one may ask. */
  watch(contents: WebContents): void {
    const forget = () => {
      if (this.#holder !== contents) return
      this.#holder = null
      this.#engine.call('dropPort', null).catch(() => {
        // The engine is gone, and the port with it.
      })
    }
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) forget()
    })
    contents.on('render-process-gone', forget)
    contents.on('destroyed', forget)
  }

  connect(contents: WebContents): void {
    if (this.#holder !== null) throw new AppError({ code: 'bad-request', message: t('The engine is connected already.') })
    this.#holder = contents
    if (this.#engine.status.state === 'running') this.#deliver(contents)
  }

  /** Call whenever the engine's state is `running` again. */
  redeliver(): void {
    if (this.#holder !== null) this.#deliver(this.#holder)
  }

  #deliver(contents: WebContents): void {
    if (contents.isDestroyed() || !isOurTopFrame(contents.mainFrame)) return
    const { port1, port2 } = new MessageChannelMain()
    this.#engine.call('port', null, [port1]).catch(() => {
      // The engine died on the way; its restart delivers another port.
    })
    contents.mainFrame.postMessage(channels.port, null, [port2])
  }
}
