import type { Area, ClientFor, Member } from '../../preload/contract/area.ts'
import type { PickedFile } from '../../preload/contract/common.ts'
import { type AreaName, areas, type Contract } from '../../preload/contract/contract.ts'
import { AppError, type ErrorShape, errorShape } from '../../preload/contract/errors.ts'
import { engineStatus } from '../../preload/contract/shell.ts'
import { type Bridge, portMessage, type Reply } from '../../preload/contract/wire.ts'
import { t } from '../../preload/contract/words.ts'
import { EngineLink } from './engine-link.ts'

/**
 * Every call and event of the contract, typed: `await api.inventory.window({ … })`, `api.labs.onChanged(lab => …)`.
 * A call rejects with AppError; an `on…` returns the function that stops listening.
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

const invalidAnswer = (name: string, cause: unknown): AppError =>
  new AppError({ code: 'internal', message: t('The answer to {name} does not have the agreed shape.', { name }) }, { cause })

const unwrap = (name: string, reply: Reply, output: Area['members'][string]): unknown => {
  if (!reply.ok) {
    const shape = errorShape.safeParse(reply.error)
    throw new AppError(shape.success ? shape.data : ({ code: 'internal', message: t('{name} failed.', { name }) } satisfies ErrorShape))
  }
  if (output.kind !== 'call') throw new TypeError(name)
  const value = output.output.safeParse(reply.value)
  if (!value.success) throw invalidAnswer(name, value.error)
  return value.data
}

/** Connects the page to main and to the engine. `page` and `bridge` are replaced only by tests. */
export const createApi = (bridge: Bridge = window.offsite, page: Window = window): Api => {
  const listeners = new Map<string, Set<Listener>>()
  const members = new Map<string, Member>(
    areas.flatMap((area) => Object.entries(area.members).map(([name, member]) => [`${area.name}.${name}`, member] as const)),
  )
  const tell = (name: string, payload: unknown): void => {
    const member = members.get(name)
    if (member?.kind !== 'event') return
    const checked = member.payload.safeParse(payload)
    if (!checked.success) {
      console.error(invalidAnswer(name, checked.error))
      return
    }
    for (const listener of listeners.get(name) ?? []) listener(checked.data)
  }

  const link = new EngineLink(tell)
  page.addEventListener('message', (message: MessageEvent) => {
    const port = message.ports[0]
    if (message.source === page && message.origin === page.location.origin && message.data === portMessage && port !== undefined)
      link.attach(port)
  })
  // The link hears of the engine's state before any store does, so that a store's reaction finds it up to date.
  bridge.on('shell.engineChanged', (payload) => {
    const status = engineStatus.safeParse(payload)
    if (!status.success) return
    if (status.data.state === 'restarting') link.lose()
    if (status.data.state === 'failed')
      link.fail(status.data.error ?? { code: 'engine-failed', message: t('The engine stopped and could not be started again.') })
  })
  bridge.connect().then(
    (reply) => {
      if (!reply.ok) link.fail(reply.error)
    },
    (error: unknown) => link.fail({ code: 'engine-failed', message: String(error) }),
  )

  const clientOf = (area: Area): Record<string, unknown> => {
    const client: Record<string, unknown> = {}
    for (const [name, member] of Object.entries(area.members)) {
      const full = `${area.name}.${name}`
      if (member.kind === 'event') {
        if (area.host === 'main') bridge.on(full, (payload) => tell(full, payload))
        client[`on${name.charAt(0).toUpperCase()}${name.slice(1)}`] = (listener: Listener) => {
          const known = listeners.get(full) ?? new Set<Listener>()
          listeners.set(full, known)
          known.add(listener)
          return () => known.delete(listener)
        }
        continue
      }
      const send = area.host === 'engine' ? (input: unknown) => link.request(full, input) : bridge.calls[area.name]?.[name]
      if (send === undefined) throw new Error(`The preload does not offer ${full}.`)
      client[name] = async (input?: unknown) => unwrap(full, await send(input), member)
    }
    return client
  }

  return {
    ...Object.fromEntries(areas.map((area) => [area.name, clientOf(area)])),
    files: {
      dropped: async (file: File) => {
        const reply = await bridge.dropped(file)
        if (!reply.ok) throw new AppError(reply.error)
        return reply.value
      },
    },
  } as unknown as Api
}
