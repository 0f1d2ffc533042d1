import type { EventOf, Member } from '../../preload/contract/area.ts'
import { areas } from '../../preload/contract/contract.ts'

const payloads: ReadonlyMap<string, EventOf['payload']> = new Map(
  areas
    .filter(({ host }) => host === 'engine')
    .flatMap(({ name, members }) =>
      Object.entries<Member>(members).flatMap(([event, member]) =>
        member.kind === 'event' ? [[`${name}.${event}`, member.payload] as const] : [],
      ),
    ),
)

/** What an event of the engine tells, in the agreed shape. Throws a ZodError, or an Error for a name that the contract lacks. */
export const eventPayload = (name: string, payload: unknown): unknown => {
  const shape = payloads.get(name)
  if (shape === undefined) throw new Error(`The contract has no event "${name}".`)
  return shape.parse(payload)
}
