import * as z from 'zod'
import { area, call } from './area.ts'
import { finding, rowId, verdict } from './common.ts'

export const readinessItem = z.object({ id: rowId, name: z.string(), host: z.string().nullable(), verdict, findings: z.array(finding) })
export type ReadinessItem = z.infer<typeof readinessItem>

export const readiness = area('engine', 'readiness', {
  /** One machine under the lab's rule pack. */
  vm: call(z.object({ id: rowId }), readinessItem),
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
