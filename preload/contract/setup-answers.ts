import * as z from 'zod'
import { fileToken } from './common.ts'
import { setupPages } from './plain.ts'

export const setupPage = z.enum(setupPages)
export type SetupPage = z.infer<typeof setupPage>

/** A password is never written down: a handle of main's memory (console), or where the CLI finds it. */
export const secretSource = z.union([
  z.object({ handle: fileToken }).strict(),
  z.object({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) }).strict(),
  z.object({ stdin: z.literal(true) }).strict(),
])
export type SecretSource = z.infer<typeof secretSource>

const text = z.string().max(400)
const days = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])

export const prerequisiteTick = z.object({
  /** S-number of the source checklist: "S7". */
  item: z.string().regex(/^S\d{1,2}$/),
  by: text,
  /** ISO 8601 date. */
  date: z.string(),
})

export const newStorageAccount = z.object({ name: text, type: z.enum(['Standard_GRS', 'Standard_LRS', 'Premium_LRS']), region: text })
export const newNetwork = z.object({
  name: text,
  region: text,
  addressRange: text,
  subnets: z.array(z.object({ name: text, range: text })).max(50),
})

/**
 * Everything that Getting Started asks, by name rather than by id, so that the same document serves the wizard's draft and
 * `offsite setup --answers FILE`. A draft may be half filled: rules live in the setup service, not in this shape.
 */
export const setupAnswers = z.object({
  version: z.literal(1).default(1),
  prerequisites: z.object({ ticks: z.array(prerequisiteTick).default([]) }).prefault({}),
  vault: z
    .object({
      name: text.default(''),
      subscription: text.default(''),
      resourceGroup: z.object({ mode: z.enum(['new', 'existing']).default('new'), name: text.default('') }).prefault({}),
      region: text.default(''),
      pinToDashboard: z.boolean().default(true),
    })
    .prefault({}),
  protectionGoal: z
    .object({
      destination: z.enum(['azure', 'recovery-site']).default('azure'),
      virtualization: z.enum(['hyper-v', 'vmware', 'not-virtualized']).default('hyper-v'),
      vmm: z.enum(['yes', 'no']).default('yes'),
    })
    .prefault({}),
  source: z
    .object({
      vmmServer: text.default(''),
      friendlyName: text.default(''),
      microsoftUpdate: z.enum(['on', 'off']).default('on'),
      /** S28: the vault's registration key, as Provider Setup will find it; '' = not downloaded yet. */
      keyFile: text.default(''),
      /** S24: when the key was generated, ISO 8601 date; '' = not told. It is valid for 5 days. */
      keyGeneratedOn: text.default(''),
      sync: z.enum(['all', 'chosen']).default('all'),
      clouds: z.array(text).default([]),
      connection: z.enum(['direct', 'proxy']).default('direct'),
      proxy: z
        .object({
          address: text.default(''),
          port: z.number().nullable().default(8080),
          authenticate: z.boolean().default(false),
          userName: text.default(''),
          password: secretSource.nullable().default(null),
          /** No keychain answers now: the Run As account is made without its password, which is entered later. */
          passwordLater: z.boolean().default(false),
        })
        .prefault({}),
      /** S31: Provider certificate for cloud encryption; '' = encryption off. */
      certificateFolder: text.default(''),
    })
    .prefault({}),
  target: z
    .object({
      subscription: text.default(''),
      deploymentModel: z.enum(['resource-manager', 'classic']).default('resource-manager'),
      storageAccount: text.default(''),
      /** Standard account for replication logs, only with a premium account. */
      logStorageAccount: text.default(''),
      network: text.default(''),
      /** Made by Finish; named above like existing ones. */
      createStorageAccounts: z.array(newStorageAccount).default([]),
      createNetworks: z.array(newNetwork).default([]),
    })
    .prefault({}),
  networkMapping: z.object({ mappings: z.array(z.object({ source: text, target: text })).default([]) }).prefault({}),
  replication: z
    .object({
      policyName: text.default(''),
      copyFrequencySeconds: z.number().default(300),
      retentionHours: z.number().nullable().default(2),
      /** 0 = Off. */
      appConsistentHours: z.number().nullable().default(1),
      /** "immediately" or "HH:MM" in the lab's zone, within 24 hours. */
      initialReplicationStart: text.default('immediately'),
      encrypt: z.boolean().default(false),
      /** Clouds to associate. */
      clouds: z.array(text).default([]),
    })
    .prefault({}),
  capacity: z
    .object({
      plannerDone: z.enum(['yes', 'later']).default('yes'),
      /** 1 Mbps = 1,000,000 bit/s. */
      linkMbps: z.number().nullable().default(100),
      dailyChangePercent: z.number().nullable().default(5),
      initialReplicationHours: z.number().nullable().default(72),
      throttle: z
        .object({
          enabled: z.boolean().default(false),
          workDays: z.array(days).default(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
          workStart: text.default('09:00'),
          workEnd: text.default('18:00'),
          /** Kbps as the agent counts: 1 Kbps = 1,024 bit/s (S51). */
          workKbps: z.number().nullable().default(512),
          nonWorkKbps: z.number().nullable().default(2048),
        })
        .prefault({}),
      uploadThreads: z.number().nullable().default(4),
      downloadThreads: z.number().nullable().default(4),
    })
    .prefault({}),
  machines: z
    .object({
      cloud: text.default(''),
      /** S57: one network for all selected machines now, or later per machine. */
      network: z.enum(['now', 'later']).default('now'),
      azureNetwork: text.default(''),
      subnet: text.default(''),
      items: z
        .array(
          z.object({
            name: text,
            /** Needed only where two machines share a name. */
            host: text.optional(),
            osFamily: z.enum(['windows', 'linux']).optional(),
            osDisk: text.optional(),
            azureName: text.optional(),
            size: text.optional(),
            subnet: text.optional(),
            /** Empty or absent = DHCP. */
            ip: text.optional(),
            excludeDisks: z.array(text).optional(),
          }),
        )
        .max(25_000)
        .default([]),
    })
    .prefault({}),
  recoveryPlan: z.object({ create: z.boolean().default(true), name: text.default('Plan 1') }).prefault({}),
})
export type SetupAnswers = z.infer<typeof setupAnswers>
export type SetupAnswersInput = z.input<typeof setupAnswers>
