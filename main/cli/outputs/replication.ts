import * as z from 'zod'
import { scriptFile } from '../../../preload/contract/setup.ts'
import { planRunShape } from './recovery-plans.ts'

const refusedMachine = z.object({ name: z.string(), code: z.string(), message: z.string(), remedy: z.string().nullable() }).strict()

/** Replicated items and their failovers. */
export const replicationOutputs = {
  replicate: z.union([
    z.object({ enabled: z.int(), items: z.array(z.string()), refused: z.array(refusedMachine), jobId: z.int().nullable() }).strict(),
    z.object({ done: z.int(), refused: z.array(refusedMachine), jobId: z.int().nullable() }).strict(),
    z
      .object({
        name: z.string(),
        azureName: z.string(),
        size: z.string(),
        resourceGroup: z.string().nullable(),
        availabilitySet: z.string().nullable(),
        network: z.string().nullable(),
        /** Why nothing can be set now. */
        readOnly: z.string().nullable(),
        adapters: z.array(
          z
            .object({
              name: z.string(),
              sourceNetwork: z.string().nullable(),
              subnet: z.string().nullable(),
              /** null = DHCP. */
              ip: z.string().nullable(),
              type: z.enum(['primary', 'secondary', 'unused']),
            })
            .strict(),
        ),
        issues: z.array(
          z.object({ field: z.string(), code: z.string(), severity: z.enum(['error', 'warning']), message: z.string() }).strict(),
        ),
      })
      .strict(),
    z.object({ files: z.array(scriptFile) }).strict(),
  ]),
  failover: z
    .object({
      now: z.string().nullable(),
      done: z.int(),
      refused: z.array(refusedMachine),
      /** Of a whole recovery plan: its run, as `plan-run` tells it. */
      run: planRunShape.optional(),
      items: z.array(
        z
          .object({
            name: z.string(),
            state: z.string(),
            status: z.string(),
            drill: z.string(),
            stamp: z.string().nullable(),
            lossSeconds: z.int().nullable(),
            lossBytes: z.number().nullable(),
            rtoSeconds: z.int().nullable(),
            /** What its newest job failed of. */
            errors: z.array(z.object({ code: z.string(), message: z.string(), remedy: z.string().nullable() }).strict()),
          })
          .strict(),
      ),
    })
    .strict(),
  /** `failover limits`. */
  'failover-limits': z
    .object({
      subscription: z.string(),
      /** null = not limited. */
      cores: z.int().nullable(),
      adapters: z.int().nullable(),
      used: z.object({ cores: z.int(), adapters: z.int() }).strict(),
      addresses: z.array(z.object({ network: z.string(), address: z.string(), usedBy: z.string() }).strict()),
    })
    .strict(),
} as const
