import * as z from 'zod'
import { area, call } from './area.ts'
import { fileToken, finding, verdict } from './common.ts'
import { policy } from './policy.ts'
import { scriptFile } from './setup.ts'

/** The versioned plan document: `offsite plan --json`, plan.json of the demo, the Plan page. Sizes in bytes, rates in bit/s. */
export const planDocument = z.object({
  schema: z.literal('offsite-plan/1'),
  lab: z.object({ id: z.string(), name: z.string(), seed: z.int(), clock: z.string(), branch: z.int(), timeZone: z.string() }),
  rulePack: z.string(),
  vault: z.object({ name: z.string(), subscription: z.string(), resourceGroup: z.string(), region: z.string() }).nullable(),
  source: z
    .object({
      vmmServer: z.string(),
      friendlyName: z.string(),
      sync: z.enum(['all', 'chosen']),
      clouds: z.array(z.string()),
      connection: z.enum(['direct', 'proxy']),
      /** Name of the vault's registration key file, when it was told. */
      keyFile: z.string().nullable(),
      proxy: z
        .object({ address: z.string(), port: z.int(), userName: z.string().nullable(), runAsAccount: z.string().nullable() })
        .nullable(),
    })
    .nullable(),
  target: z
    .object({
      subscription: z.string(),
      deploymentModel: z.enum(['resource-manager', 'classic']),
      storageAccounts: z.array(z.object({ name: z.string(), type: z.string(), region: z.string() })),
      networks: z.array(
        z.object({
          name: z.string(),
          region: z.string(),
          addressRange: z.string(),
          subnets: z.array(z.object({ name: z.string(), range: z.string() })),
        }),
      ),
    })
    .nullable(),
  networkMappings: z.array(
    z.object({
      source: z.string(),
      target: z.string(),
      vms: z.int(),
      lands: z.array(z.object({ sourceSubnet: z.string(), targetSubnet: z.string(), rule: z.string(), warning: z.string().nullable() })),
    }),
  ),
  policies: z.array(policy),
  capacity: z
    .object({
      plannerDone: z.enum(['yes', 'later']),
      linkMbps: z.number(),
      dailyChangePercent: z.number(),
      initialReplicationHours: z.number(),
      throttle: z
        .object({
          workDays: z.array(z.string()),
          workStart: z.string(),
          workEnd: z.string(),
          workKbps: z.number(),
          nonWorkKbps: z.number(),
        })
        .nullable(),
      uploadThreads: z.int(),
      downloadThreads: z.int(),
      figures: z.array(z.object({ id: z.string(), label: z.string(), value: z.string(), formula: z.string(), source: z.string() })),
    })
    .nullable(),
  machines: z.array(
    z.object({
      name: z.string(),
      host: z.string().nullable(),
      cloud: z.string(),
      azureName: z.string(),
      size: z.string(),
      osFamily: z.enum(['windows', 'linux']),
      osDisk: z.string(),
      policy: z.string(),
      storageAccount: z.string(),
      logStorageAccount: z.string().nullable(),
      network: z.string().nullable(),
      subnet: z.string().nullable(),
      ip: z.string().nullable(),
      disks: z.array(z.object({ name: z.string(), sizeBytes: z.number(), excluded: z.boolean() })),
      verdict,
      findings: z.array(finding),
    }),
  ),
  notProtected: z.array(z.object({ name: z.string(), host: z.string().nullable(), verdict, findings: z.array(finding) })),
  recoveryPlans: z.array(
    z.object({
      name: z.string(),
      deploymentModel: z.string(),
      groups: z.array(z.object({ name: z.string(), machines: z.array(z.string()) })),
    }),
  ),
  prerequisites: z.array(z.object({ item: z.string(), title: z.string(), state: z.string(), evidence: z.string() })),
  nextSteps: z.array(z.string()),
})
export type PlanDocument = z.infer<typeof planDocument>

export const plan = area('engine', 'plan', {
  get: call(z.undefined(), planDocument),
  scripts: call(z.undefined(), z.array(scriptFile)),
  /** Writes the plan as one self-contained file. */
  export: call(z.object({ format: z.enum(['html', 'json']), target: fileToken }), z.object({ bytes: z.int() })),
  exportScripts: call(z.object({ folder: fileToken }), z.object({ files: z.array(z.string()) })),
})
