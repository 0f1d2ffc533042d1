import * as z from 'zod'
import { area, call } from './area.ts'
import { fileToken, finding, rowId, verdict } from './common.ts'
import { setupAnswers, setupPage } from './setup-answers.ts'

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
