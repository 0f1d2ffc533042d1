import type { ClientFor } from '../../preload/contract/area.ts'
import type { PickedFile } from '../../preload/contract/common.ts'
import type { AreaName, Contract } from '../../preload/contract/contract.ts'
import { AppError } from '../../preload/contract/errors.ts'
import { type Bridge, portMessage, type Reply } from '../../preload/contract/wire.ts'
import { t } from '../../preload/contract/words.ts'
import { EngineLink } from './engine-link.ts'
import type { EngineStatus } from './engine-store.ts'

/** Names of the contract, put in when the page is built. */
declare const __CONTRACT__: readonly AreaNames[]
interface AreaNames {
  name: AreaName
  host: 'engine' | 'main'
  calls: readonly string[]
  events: readonly string[]
}

/**
 * Every call and event of the contract, typed: `await api.inventory.window({ … })`, `api.labs.onChanged(lab => …)`.
 * A call rejects with AppError; an `on…` returns the function that stops listening. Answers and events have the agreed
 * shape: main and engine check them before they leave.
 */
export type Api = { readonly [K in AreaName]: ClientFor<Contract[K]> } & {
  readonly files: {
    /** A token for a file dropped on the window, or chosen by an <input type=file>. Rejects with `file-missing`, `file-kind`. */
    dropped(file: File): Promise<PickedFile>
  }
}

declare global {
  interface Window {
    readonly offsite: Bridge
  }
}

type Listener = (payload: unknown) => void

const unwrap = (reply: Reply): unknown => {
  if (!reply.ok) throw new AppError(reply.error)
  return reply.value
}

/** Connects the page to main and to the engine. `page` and `bridge` are replaced only by tests. */
export const createApi = (bridge: Bridge = window.offsite, page: Window = window): Api => {
  const listeners = new Map<string, Set<Listener>>()
  const tell = (name: string, payload: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(payload)
  }

  const link = new EngineLink(tell)
  page.addEventListener('message', (message: MessageEvent) => {
    const port = message.ports[0]
    if (message.source === page && message.origin === page.location.origin && message.data === portMessage && port !== undefined)
      link.attach(port)
  })
  // The link hears of the engine's state before any store does, so that a store's reaction finds it up to date.
  bridge.on('shell.engineChanged', (payload) => {
    const { state, error } = payload as EngineStatus
    if (state === 'restarting') link.lose()
    if (state === 'failed') link.fail(error ?? { code: 'engine-failed', message: t('The engine stopped and could not be started again.') })
  })
  bridge.connect().then(
    (reply) => {
      if (!reply.ok) link.fail(reply.error)
    },
    (error: unknown) => link.fail({ code: 'engine-failed', message: String(error) }),
  )

  const clientOf = ({ name: area, host, calls, events }: AreaNames): Record<string, unknown> => {
    const client: Record<string, unknown> = {}
    for (const event of events) {
      const full = `${area}.${event}`
      if (host === 'main') bridge.on(full, (payload) => tell(full, payload))
      client[`on${event.charAt(0).toUpperCase()}${event.slice(1)}`] = (listener: Listener) => {
        const known = listeners.get(full) ?? new Set<Listener>()
        listeners.set(full, known)
        known.add(listener)
        return () => known.delete(listener)
      }
    }
    for (const call of calls) {
      const full = `${area}.${call}`
      const send = host === 'engine' ? (input: unknown) => link.request(full, input) : bridge.calls[area]?.[call]
      if (send === undefined) throw new Error(`The preload does not offer ${full}.`)
      client[call] = async (input?: unknown) => unwrap(await send(input))
    }
    return client
  }

  return {
    ...Object.fromEntries(__CONTRACT__.map((area) => [area.name, clientOf(area)])),
    files: {
      dropped: async (file: File) => {
        const reply = await bridge.dropped(file)
        if (!reply.ok) throw new AppError(reply.error)
        return reply.value
      },
    },
  } as unknown as Api
}
