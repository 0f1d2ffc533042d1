import type { z } from 'zod'

/** One request and its answer; both shapes are checked by the process that answers. */
export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'call'
  readonly input: I
  readonly output: O
}

/** Something that happened, told to every window; the name is past tense (`inventory.changed`). */
export interface EventOf<P extends z.ZodType = z.ZodType> {
  readonly kind: 'event'
  readonly payload: P
}

export type Member = Call | EventOf

/** `host` says who answers: the engine over a MessagePort, or main over invoke. */
export interface Area<N extends string = string, M extends Record<string, Member> = Record<string, Member>> {
  readonly name: N
  readonly host: 'engine' | 'main'
  readonly members: M
}

export const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> => ({
  kind: 'call',
  input,
  output,
})

export const event = <P extends z.ZodType>(payload: P): EventOf<P> => ({ kind: 'event', payload })

export const area = <N extends string, M extends Record<string, Member>>(host: 'engine' | 'main', name: N, members: M): Area<N, M> => ({
  name,
  host,
  members,
})

type CallNames<M> = { [K in keyof M]: M[K] extends Call ? K : never }[keyof M]
type EventNames<M> = { [K in keyof M]: M[K] extends EventOf ? K : never }[keyof M]

/** What a host must implement for an area: one function a call; a missing one is a compile error. */
export type HandlersFor<A> =
  A extends Area<string, infer M>
    ? {
        [K in CallNames<M>]: M[K] extends Call<infer I, infer O> ? (input: z.output<I>) => z.input<O> | Promise<z.input<O>> : never
      }
    : never

/** What a caller sees of an area: one async function a call, and `on<Event>` for each event. */
export type ClientFor<A> =
  A extends Area<string, infer M>
    ? {
        [K in CallNames<M>]: M[K] extends Call<infer I, infer O>
          ? undefined extends z.input<I>
            ? (input?: z.input<I>) => Promise<z.output<O>>
            : (input: z.input<I>) => Promise<z.output<O>>
          : never
      } & {
        [K in EventNames<M> as `on${Capitalize<string & K>}`]: M[K] extends EventOf<infer P>
          ? (listener: (payload: z.output<P>) => void) => () => void
          : never
      }
    : never
