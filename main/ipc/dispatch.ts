import type { Area, Call, HandlersFor } from '../../preload/contract/area.ts'
import { AppError } from '../../preload/contract/errors.ts'
import type { Reply } from '../../preload/contract/wire.ts'
import { t } from '../../preload/contract/words.ts'

export type Handler = (input: unknown) => unknown
/** Area name -> call name -> handler. */
export type HandlerTable = Readonly<Record<string, Readonly<Record<string, Handler>>>>

/** Ties an area to its handlers; a missing one is a compile error. */
export const handlersOf = <A extends Area>(area: A, handlers: HandlersFor<A>): [string, Readonly<Record<string, Handler>>] => [
  area.name,
  handlers as Readonly<Record<string, Handler>>,
]

const badRequest = (message: string, field?: string): Reply => ({
  ok: false,
  error: { code: 'bad-request', message, ...(field === undefined || field === '' ? {} : { field }) },
})

/**
 * Answers one call of the contract: unknown names and invalid arguments are refused before a handler runs, answers are checked
 * before they leave, an AppError keeps its code and anything else becomes `internal` with the id of a log line. Never throws.
 */
export const createDispatch = (areas: readonly Area[], table: HandlerTable, internal: (error: unknown, name: string) => AppError) => {
  const calls = new Map<string, { member: Call; handler: Handler }>(
    areas.flatMap((area) =>
      Object.entries(area.members).flatMap(([name, member]) => {
        const handler = table[area.name]?.[name]
        if (member.kind !== 'call') return []
        if (handler === undefined) throw new Error(`No handler for ${area.name}.${name}`)
        return [[`${area.name}.${name}`, { member, handler }] as const]
      }),
    ),
  )
  return async (name: unknown, input: unknown): Promise<Reply> => {
    const found = typeof name === 'string' ? calls.get(name) : undefined
    if (found === undefined) return badRequest(t('The console knows no such call.'))
    const checked = found.member.input.safeParse(input)
    if (!checked.success) {
      const issue = checked.error.issues[0]
      return badRequest(
        t('{name} was given an argument of the wrong shape: {message}.', { name: String(name), message: issue?.message ?? '-' }),
        issue?.path.map(String).join('.'),
      )
    }
    try {
      const value = found.member.output.safeParse(await found.handler(checked.data))
      if (!value.success) throw value.error
      return { ok: true, value: value.data }
    } catch (error) {
      return { ok: false, error: (error instanceof AppError ? error : internal(error, String(name))).toShape() }
    }
  }
}
