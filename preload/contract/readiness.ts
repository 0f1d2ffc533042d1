import * as z from 'zod'
import { area, call } from './area.ts'
import { finding, rowId, severity, verdict } from './common.ts'

export const readinessItem = z.object({ id: rowId, name: z.string(), host: z.string().nullable(), verdict, findings: z.array(finding) })
export type ReadinessItem = z.infer<typeof readinessItem>

/** The packs of this console, oldest first. */
export const rulePackIds = ['2016-05', '2020-01'] as const
export const rulePackId = z.enum(rulePackIds)
export type RulePackId = z.infer<typeof rulePackId>

/** One rule as its pack has it; texts with {placeholders} stay out. */
export const packRule = z.object({
  id: z.string(),
  title: z.string(),
  severity,
  /** As printed in the source; null where the rule has none. */
  limit: z.string().nullable(),
  source: z.string(),
  note: z.string().nullable(),
})

/** A dated set of rules, read-only. */
export const rulePackInfo = z.object({
  id: rulePackId,
  title: z.string(),
  /** The lab that is open is judged under this pack. */
  inUse: z.boolean(),
  sources: z.array(z.string()),
  conventions: z.array(z.string()),
  rules: z.array(packRule),
  /** Where the sources contradict each other, which side the pack takes, and why. */
  disputes: z.array(z.object({ id: z.string(), question: z.string(), sides: z.array(z.string()), takes: z.string(), why: z.string() })),
  notChecked: z.array(z.object({ id: z.string(), why: z.string() })),
})
export type RulePackInfo = z.infer<typeof rulePackInfo>

export const readiness = area('engine', 'readiness', {
  /** One machine under the lab's rule pack. */
  vm: call(z.object({ id: rowId }), readinessItem),
  /** Every rule pack of this console. */
  packs: call(z.undefined(), z.array(rulePackInfo)),
  /** What another pack would say of the machines of this lab; nothing is stored. `machines` holds the first 200 whose verdict differs. */
  compare: call(
    z.object({ rulePack: rulePackId }),
    z.object({
      rulePack: z.string(),
      verdicts: z.array(z.object({ verdict, before: z.int(), after: z.int() })),
      changed: z.int(),
      machines: z.array(z.object({ id: rowId, name: z.string(), before: verdict, after: verdict, reason: z.string().nullable() })),
    }),
  ),
  /** Judges the lab under another pack from now on; one job. The same pack again does nothing (`jobId` null). */
  usePack: call(z.object({ rulePack: rulePackId }), z.object({ jobId: rowId.nullable() })),
  /** Machines by verdict and by rule; each number is the length of the list that its `where` opens. */
  summary: call(
    z.undefined(),
    z.object({
      rulePack: z.string(),
      verdicts: z.array(z.object({ verdict, count: z.int(), where: z.string() })),
      rules: z.array(z.object({ rule: z.string(), title: z.string(), severity: z.string(), count: z.int(), where: z.string() })),
    }),
  ),
})
