import * as z from 'zod'
import { area, call } from './area.ts'
import { labInfo } from './lab.ts'

/** The open lab as the engine sees it. */
export const session = area('engine', 'session', {
  lab: call(z.undefined(), labInfo.nullable()),
  rename: call(z.object({ name: z.string().min(1).max(80) }), labInfo),
  check: call(
    z.undefined(),
    z.object({
      ok: z.boolean(),
      problems: z.array(z.object({ code: z.string(), table: z.string(), row: z.int().nullable(), message: z.string() })),
    }),
  ),
})

/** Answered while the engine still loads the rest of the contract. */
export const openLabCall = area('engine', 'session', { lab: session.members.lab })
