import * as z from 'zod'
import { verdict } from '../../../preload/contract/common.ts'
import { errorShape } from '../../../preload/contract/error-shape.ts'
import { importResult } from '../../../preload/contract/imports.ts'
import { planDocument } from '../../../preload/contract/plan.ts'
import { readinessItem } from '../../../preload/contract/readiness.ts'
import { setupIssue } from '../../../preload/contract/setup.ts'

const lineage = z.object({ file: z.string(), line: z.int().nullable() }).strict().nullable()

/** One machine of `offsite inventory`; null = the source doesn't tell. Sizes in bytes, memory in MiB (2^20 bytes). */
const vmRow = z
  .object({
    id: z.int(),
    name: z.string(),
    host: z.string().nullable(),
    cloud: z.string().nullable(),
    hostGroup: z.string().nullable(),
    cluster: z.string().nullable(),
    generation: z.union([z.literal(1), z.literal(2)]).nullable(),
    firmware: z.enum(['bios', 'uefi']).nullable(),
    secureBoot: z.boolean().nullable(),
    osFamily: z.enum(['windows', 'linux']).nullable(),
    osName: z.string().nullable(),
    cpuCount: z.int().nullable(),
    memoryMib: z.number().nullable(),
    disks: z.array(z.object({ name: z.string(), sizeBytes: z.number().nullable(), isOs: z.boolean().nullable() }).strict()),
    nics: z.array(z.object({ name: z.string(), network: z.string().nullable(), ipMode: z.enum(['static', 'dhcp']).nullable() }).strict()),
    state: z.string().nullable(),
    status: z.string().nullable(),
    computerName: z.string().nullable(),
    owner: z.string().nullable(),
    tag: z.string().nullable(),
    vmId: z.string().nullable(),
    hyperVId: z.string().nullable(),
    biosGuid: z.string().nullable(),
    readiness: verdict,
    failing: z.array(z.string()),
    protected: z.boolean(),
    lineage,
  })
  .strict()

/** A row of any other kind: the fields of its list. */
const otherRow = z.object({ id: z.int(), lineage }).catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** The lab file: what is in it, what is planned, and an error of any command. */
export const labOutputs = {
  sample: z
    .object({
      lab: z.string(),
      size: z.enum(['S', 'M', 'L', 'XL', 'MAX']),
      seed: z.int(),
      /** Getting Started is finished. */
      ready: z.boolean(),
      counts: z.object({ clouds: z.int(), hosts: z.int(), vms: z.int(), disks: z.int(), adapters: z.int() }).strict(),
      files: z.array(z.string()),
    })
    .strict(),
  'collector-script': z.object({ file: z.string(), bytes: z.int() }).strict(),
  import: importResult,
  inventory: z.object({ rows: z.union([z.array(vmRow), z.array(otherRow)]) }).strict(),
  readiness: z.object({ rulePack: z.string(), items: z.array(readinessItem) }).strict(),
  setup: z
    .object({
      ok: z.boolean(),
      issues: z.array(setupIssue),
      jobId: z.int().nullable(),
      protectedItems: z.int(),
      plans: z.array(z.string()),
    })
    .strict(),
  plan: planDocument,
  scripts: z.object({ folder: z.string(), files: z.array(z.string()) }).strict(),
  check: z
    .object({
      ok: z.boolean(),
      problems: z.array(z.object({ code: z.string(), table: z.string(), row: z.int().nullable(), message: z.string() }).strict()),
    })
    .strict(),
  error: z.object({ error: errorShape }).strict(),
} as const
