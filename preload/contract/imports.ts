import * as z from 'zod'
import { area, call, event } from './area.ts'
import { fileToken, instantMs, rowId } from './common.ts'

export const importFormat = z.enum(['vmm-properties', 'vmm-disks', 'azure-migrate', 'collector'])
export type ImportFormat = z.infer<typeof importFormat>

/** One value that kept a row (or a field) out; lines and columns count from 1, `column` is the heading. */
export const reject = z.object({
  file: z.string(),
  line: z.int(),
  column: z.string().nullable(),
  value: z.string(),
  reason: z.string(),
})
export type Reject = z.infer<typeof reject>

/** A value that a user had set and that this import therefore left alone. */
export const conflictKept = z.object({
  kind: z.string(),
  name: z.string(),
  field: z.string(),
  kept: z.union([z.string(), z.number(), z.null()]),
  offered: z.union([z.string(), z.number(), z.null()]),
  file: z.string(),
  line: z.int(),
})

export const changeCounts = z.object({ created: z.int(), updated: z.int(), unchanged: z.int() })

export const importResult = z.object({
  /** Of virtual machines. */
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** Other kinds: hosts, clouds, hostGroups, disks, adapters, vmNetworks … */
  parts: z.record(z.string(), changeCounts),
  conflictsKept: z.array(conflictKept),
  rejected: z.array(reject),
  /** Rows left out; `rejected` may hold several reasons for one row. */
  rejectedRows: z.int(),
  /** Where the rejects CSV was written, or null when nothing was rejected. */
  rejectsFile: z.string().nullable(),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  files: z.array(z.object({ name: z.string(), format: importFormat, encoding: z.string(), separator: z.string(), rows: z.int() })),
  batchId: rowId.nullable(),
  jobId: rowId.nullable(),
  ms: z.number(),
})
export type ImportResult = z.infer<typeof importResult>

export const importProgress = z.object({
  phase: z.enum(['reading', 'merging', 'writing', 'done']),
  rows: z.int(),
  bytes: z.int(),
  bytesTotal: z.int(),
  rowsPerSecond: z.number(),
})

export const imports = area('engine', 'imports', {
  /** Reads and merges everything, then takes it back: what an import would do. */
  preview: call(z.object({ files: z.array(fileToken).min(1).max(32) }), importResult),
  run: call(z.object({ files: z.array(fileToken).min(1).max(32) }), importResult),
  /** Stops the running preview or import; nothing stays changed. */
  cancel: call(z.undefined(), z.null()),
  /** Writes the rejects CSV of a batch again, or of the last preview when `batchId` is null. */
  saveRejects: call(z.object({ batchId: rowId.nullable(), target: fileToken }), z.object({ rows: z.int() })),
  /** Writes the collector script to a file that the user chose, over one that is there. Needs no lab. */
  saveCollector: call(z.object({ target: fileToken }), z.object({ bytes: z.int() })),
  history: call(
    z.undefined(),
    z.array(
      z.object({
        id: rowId,
        wallMs: instantMs,
        actor: z.string(),
        files: z.array(z.string()),
        created: z.int(),
        updated: z.int(),
        rejectedRows: z.int(),
      }),
    ),
  ),
  progressed: event(importProgress),
})
