import * as z from 'zod'
import { area, call } from './area.ts'
import { instantMs, rowId } from './common.ts'

/**
 * `prepare`: before a test failover. `before`: on the machine, so that one can connect after a failover. `after`: on the machine in Azure.
 * `verify`: whether the machine in Azure is what it should be.
 */
export const connectListIds = ['prepare', 'before', 'after', 'verify'] as const
export const connectListId = z.enum(connectListIds)
export type ConnectListId = z.infer<typeof connectListId>

export const connectTick = z.object({
  id: rowId,
  verdict: z.enum(['done', 'not-needed']),
  note: z.string(),
  actor: z.string(),
  wallMs: instantMs,
  labMs: instantMs,
})
export type ConnectTick = z.infer<typeof connectTick>

export const connectStep = z.object({
  id: z.string(),
  text: z.string(),
  reason: z.string(),
  /** A command for it, to copy; null = there is none. */
  how: z.string().nullable(),
  /** Judged by the lab's data: nobody ticks it, a person can only say that it is not needed. */
  automatic: z.boolean(),
  /** `waiting` = not before there is a machine in Azure; `failed` = the lab's data speaks against it. */
  state: z.enum(['open', 'done', 'not-needed', 'failed', 'waiting']),
  /** What the lab's data says. */
  finding: z.string().nullable(),
  tick: connectTick.nullable(),
})
export type ConnectStep = z.infer<typeof connectStep>

export const connectList = z.object({
  id: connectListId,
  title: z.string(),
  /** Steps that are done or not needed. */
  done: z.int(),
  total: z.int(),
  steps: z.array(connectStep),
})
export type ConnectList = z.infer<typeof connectList>

export const connectCard = z.object({
  itemId: rowId,
  name: z.string(),
  os: z.enum(['windows', 'linux']),
  osName: z.string().nullable(),
  protocol: z.enum(['RDP', 'SSH']),
  /** The machine that a failover made; evidence of `after` and `verify` belongs to it alone. */
  azure: z
    .object({
      id: rowId,
      name: z.string(),
      test: z.boolean(),
      createdMs: instantMs,
      state: z.enum(['creating', 'running', 'stopped']),
      addresses: z.array(z.string()),
    })
    .nullable(),
  lists: z.array(connectList),
})
export type ConnectCard = z.infer<typeof connectCard>

export const connect = area('engine', 'connect', {
  /** The check-lists of a replicated item. Rejects with `not-found`. */
  card: call(z.object({ itemId: rowId }), connectCard),
  /** Keeps evidence; what stood there before is replaced. Rejects with `not-found`, `action-refused`, `note-missing`. */
  tick: call(
    z.object({ itemId: rowId, step: z.string().max(40), verdict: z.enum(['done', 'not-needed']), note: z.string().max(2000) }),
    z.object({ jobId: rowId }),
  ),
  /** Takes evidence back. Rejects with `not-found`. */
  untick: call(z.object({ itemId: rowId, step: z.string().max(40) }), z.object({ jobId: rowId })),
})
