import type { Area, HandlersFor } from '../../preload/contract/area.ts'

/** Handlers that pass each call on to the service of the lab that is open at that moment. */
export const forward = <A extends Area>(area: A, service: () => HandlersFor<A>): HandlersFor<A> => {
  const calls = Object.entries(area.members).filter(([, member]) => member.kind === 'call')
  return Object.fromEntries(
    calls.map(([name]) => [name, (input: unknown) => (service() as Record<string, (input: unknown) => unknown>)[name]?.(input)]),
  ) as HandlersFor<A>
}
