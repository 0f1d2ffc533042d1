import * as z from 'zod'
import { area, call } from './area.ts'
import { fileToken, finding, rowId, verdict } from './common.ts'
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

/** A fault or a caution about the answers. */
export const setupIssue = z.object({
  page: setupPage,
  /** Path inside the page's part: "proxy.port", "items.3.ip". */
  field: z.string(),
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  remedy: z.string().nullable(),
})
export type SetupIssue = z.infer<typeof setupIssue>

export const prerequisiteLine = z.object({
  item: z.string(),
  title: z.string(),
  detail: z.string(),
  /** `known`: judged from the inventory; `ask`: cannot be known, the user ticks it. */
  kind: z.enum(['known', 'ask']),
  state: z.enum(['met', 'not-met', 'open', 'information']),
  /** What was found ("2 of 3 hosts run Windows Server 2012 R2 or later"), or who ticked it and when. */
  evidence: z.string(),
})
export type PrerequisiteLine = z.infer<typeof prerequisiteLine>

/** What the pages offer for the current draft. */
export const setupOptions = z.object({
  prerequisites: z.array(prerequisiteLine),
  subscriptions: z.array(z.string()),
  resourceGroups: z.array(z.object({ name: z.string(), subscription: z.string(), region: z.string() })),
  regions: z.array(z.string()),
  vaults: z.array(z.string()),
  vmmServers: z.array(
    z.object({
      name: z.string(),
      version: z.string().nullable(),
      clouds: z.array(z.object({ name: z.string(), hosts: z.int(), vms: z.int() })),
      registered: z.boolean(),
    }),
  ),
  storageAccounts: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      region: z.string(),
      compatible: z.boolean(),
      reason: z.string().nullable(),
      planned: z.boolean(),
    }),
  ),
  networks: z.array(
    z.object({
      name: z.string(),
      region: z.string(),
      addressRange: z.string(),
      subnets: z.array(z.object({ name: z.string(), range: z.string() })),
      compatible: z.boolean(),
      reason: z.string().nullable(),
      planned: z.boolean(),
    }),
  ),
  /** VM networks of the chosen server; `lands` follows rule N5 for the draft's mapping. */
  vmNetworks: z.array(
    z.object({
      name: z.string(),
      vms: z.int(),
      subnets: z.array(z.string()),
      target: z.string().nullable(),
      lands: z.array(
        z.object({
          sourceSubnet: z.string(),
          targetSubnet: z.string(),
          rule: z.enum(['same-name', 'first-subnet']),
          warning: z.string().nullable(),
        }),
      ),
    }),
  ),
  policies: z.array(z.string()),
  /** Clouds that hold machines of the chosen server, with how many could be protected. */
  sourceClouds: z.array(z.object({ name: z.string(), vms: z.int(), eligible: z.int() })),
  sizes: z.array(
    z.object({ name: z.string(), cores: z.int(), memoryGib: z.number(), maxDataDisks: z.int(), maxNics: z.int(), premium: z.boolean() }),
  ),
  summary: z.array(z.object({ page: setupPage, label: z.string(), value: z.string() })),
  keychainNeeded: z.boolean(),
})
export type SetupOptions = z.infer<typeof setupOptions>

export const setupMachine = z.object({
  id: rowId,
  name: z.string(),
  host: z.string().nullable(),
  cloud: z.string().nullable(),
  osName: z.string().nullable(),
  osFamily: z.enum(['windows', 'linux']).nullable(),
  /** The OS or its disk is not in the import: the user must choose. */
  osNeeded: z.boolean(),
  osDisk: z.string().nullable(),
  disks: z.array(z.object({ name: z.string(), sizeBytes: z.number().nullable(), isOs: z.boolean().nullable() })),
  nics: z.array(
    z.object({
      name: z.string(),
      network: z.string().nullable(),
      ipMode: z.enum(['static', 'dhcp']).nullable(),
      ip: z.string().nullable(),
    }),
  ),
  cpuCount: z.int().nullable(),
  memoryBytes: z.number().nullable(),
  verdict,
  eligible: z.boolean(),
  /** Why it cannot be selected: rule and remedy. */
  findings: z.array(finding),
  proposedSize: z.string().nullable(),
  proposedAzureName: z.string(),
})
export type SetupMachine = z.infer<typeof setupMachine>

/** One figure with the way it was worked out. */
export const estimateFigure = z.object({ id: z.string(), label: z.string(), value: z.string(), formula: z.string(), source: z.string() })
export const capacityEstimate = z.object({
  machines: z.int(),
  usedBytes: z.number(),
  figures: z.array(estimateFigure),
  warnings: z.array(z.string()),
})

export const scriptFile = z.object({
  name: z.string(),
  language: z.enum(['powershell', 'bicep', 'text']),
  runOn: z.string(),
  text: z.string(),
})
export type ScriptFile = z.infer<typeof scriptFile>

export const setupState = z.object({ answers: setupAnswers, page: setupPage, resumed: z.boolean(), savedWallMs: z.int().nullable() })

export const setup = area('engine', 'setup', {
  /** The kept draft, or a new one filled with proposals. */
  begin: call(z.undefined(), setupState),
  saveDraft: call(z.object({ answers: setupAnswers, page: setupPage }), z.object({ savedWallMs: z.int() })),
  discardDraft: call(z.undefined(), z.null()),
  /** Page states for the Getting Started screen: done pages of all. */
  progress: call(
    z.undefined(),
    z.object({
      draft: z.boolean(),
      page: setupPage.nullable(),
      finished: z.boolean(),
      pages: z.array(z.object({ page: setupPage, done: z.boolean() })),
    }),
  ),
  options: call(z.object({ answers: setupAnswers }), setupOptions),
  /** All faults of one page, or of everything when `page` is absent. */
  check: call(z.object({ answers: setupAnswers, page: setupPage.optional() }), z.array(setupIssue)),
  machines: call(
    z.object({
      answers: setupAnswers,
      where: z.string().max(4000).default(''),
      offset: z.int().nonnegative(),
      limit: z.int().min(1).max(500),
      eligibleOnly: z.boolean().default(false),
      ids: z.array(rowId).max(500).optional(),
    }),
    z.object({ total: z.int(), eligible: z.int(), rows: z.array(setupMachine) }),
  ),
  /** Names (and hosts) of every eligible machine that passes the filter, for [Select all eligible]. */
  eligible: call(
    z.object({ answers: setupAnswers, where: z.string().max(4000).default('') }),
    z.array(z.object({ name: z.string(), host: z.string().nullable() })),
  ),
  capacity: call(z.object({ answers: setupAnswers }), capacityEstimate),
  script: call(z.object({ answers: setupAnswers, page: setupPage.optional() }), z.array(scriptFile)),
  /** Writes the scripts of the draft into a folder that the user picked. */
  exportScripts: call(z.object({ answers: setupAnswers, folder: fileToken }), z.object({ files: z.array(z.string()) })),
  /** One transaction, one job; secrets first. Rejects with `setup-invalid` and does nothing when a fault is left. */
  finish: call(z.object({ answers: setupAnswers }), z.object({ jobId: rowId, protectedItems: z.int(), plans: z.array(z.string()) })),
})
