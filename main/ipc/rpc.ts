import { errorShape } from '../../preload/contract/error-shape.ts'
import { AppError, type ErrorShape } from '../../preload/contract/errors.ts'

/** Calls between main and a process that it forked: name -> [argument, answer]. */
// biome-ignore lint/suspicious/noExplicitAny: the bound of a map whose entries are all typed
export type RpcCalls = Record<string, [argument: any, answer: any]>

/** One function a call that the other side may make. */
export type RpcHandlers<C extends RpcCalls> = {
  [K in keyof C]: (argument: C[K][0], ports: readonly unknown[]) => C[K][1] | Promise<C[K][1]>
}

interface RpcRequest {
  rpc: 'request'
  id: number
  name: string
  argument: unknown
}
type RpcReply = { rpc: 'reply'; id: number } & ({ ok: true; value: unknown } | { ok: false; error: ErrorShape })

export interface Rpc<Theirs extends RpcCalls> {
  /** Rejects with AppError: the other side's, or `engine-restarted` when it went away. */
  call<K extends keyof Theirs & string>(name: K, argument: Theirs[K][0], ports?: readonly unknown[]): Promise<Theirs[K][1]>
  receive(message: unknown, ports?: readonly unknown[]): void
  /** The other side is gone: rejects everything that waits. */
  close(error: AppError): void
}

/**
 * A symmetric request and answer protocol over any message pipe between our own processes. `internal` turns an unexpected
 * error into a coded one and keeps the details in the log.
 */
export const createRpc = <Mine extends RpcCalls, Theirs extends RpcCalls>(
  send: (message: unknown, ports: readonly unknown[]) => void,
  handlers: RpcHandlers<Mine>,
  internal: (error: unknown) => AppError,
): Rpc<Theirs> => {
  let nextId = 1
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()

  const answer = async ({ id, name, argument }: RpcRequest, ports: readonly unknown[]): Promise<RpcReply> => {
    try {
      if (!Object.hasOwn(handlers, name)) throw new TypeError(`No handler for ${name}`)
      return { rpc: 'reply', id, ok: true, value: await handlers[name as keyof Mine](argument as Mine[keyof Mine][0], ports) }
    } catch (error) {
      return { rpc: 'reply', id, ok: false, error: (error instanceof AppError ? error : internal(error)).toShape() }
    }
  }

  return {
    call: (name, argument, ports = []) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
        send({ rpc: 'request', id, name, argument } satisfies RpcRequest, ports)
      }),
    receive: (message, ports = []) => {
      const sent = message as RpcRequest | RpcReply | null | undefined
      if (sent?.rpc === 'request') {
        answer(sent, ports).then((reply) => send(reply, []))
        return
      }
      if (sent?.rpc !== 'reply') return
      const caller = waiting.get(sent.id)
      waiting.delete(sent.id)
      if (sent.ok) caller?.resolve(sent.value)
      else caller?.reject(new AppError(errorShape.parse(sent.error)))
    },
    close: (error) => {
      for (const caller of waiting.values()) caller.reject(error)
      waiting.clear()
    },
  }
}
