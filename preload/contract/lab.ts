import * as z from 'zod'
import { area, call, event } from './area.ts'
import { fileToken, instantMs } from './common.ts'
import { errorShape } from './error-shape.ts'
import { rulePackId } from './readiness.ts'

export const sampleSize = z.enum(['S', 'M', 'L', 'XL', 'MAX'])
export type SampleSize = z.infer<typeof sampleSize>

export const labInfo = z.object({
  labId: z.string(),
  name: z.string(),
  fileName: z.string(),
  readOnly: z.boolean(),
  /** Why it is read-only, or null. */
  readOnlyReason: z.string().nullable(),
  seed: z.int(),
  clockMs: instantMs,
  timeZone: z.string(),
  branch: z.int(),
  rulePack: z.string(),
  /** Counts up with every committed change. */
  revision: z.int(),
  savedWallMs: instantMs,
})
export type LabInfo = z.infer<typeof labInfo>

export const recentLab = z.object({ id: z.string(), name: z.string(), folder: z.string(), missing: z.boolean() })

/** Opening and closing lab files: answered by main, which owns dialogs, the lock and the engine process. */
export const labs = area('main', 'labs', {
  current: call(z.undefined(), labInfo.nullable()),
  /** Asks for a place unless `folder` is given; null when the user cancelled. */
  create: call(
    z.object({
      name: z.string().min(1).max(80),
      folder: fileToken.optional(),
      rulePack: rulePackId.default('2016-05'),
      timeZone: z.string().optional(),
      seed: z.int().default(1),
      /** Fill with a reference estate of this size. */
      sample: sampleSize.optional(),
    }),
    labInfo.nullable(),
  ),
  /** The sample lab "Harbour Clinic", made new in the user's lab folder. */
  openSample: call(z.undefined(), labInfo.nullable()),
  open: call(
    z
      .object({ token: fileToken })
      .or(z.object({ recent: z.string() }))
      .or(z.object({ ask: z.literal(true) })),
    labInfo.nullable(),
  ),
  /** After `lab-locked`: opens a copy made with SQLite's backup. */
  openCopy: call(
    z
      .object({ token: fileToken })
      .or(z.object({ recent: z.string() }))
      .or(z.object({ last: z.literal(true) })),
    labInfo.nullable(),
  ),
  recent: call(z.undefined(), z.array(recentLab)),
  saveCopy: call(z.undefined(), z.object({ name: z.string() }).nullable()),
  close: call(z.undefined(), z.null()),
  /** Whether the engine was told to open a lab and has not answered: what is asked of it now is answered from that lab. */
  opening: call(z.undefined(), z.boolean()),
  /** Why the lab that was given on the command line or by the system could not be opened; null = it was, or none was given. */
  refusal: call(z.undefined(), errorShape.nullable()),
  /** The same, for a lab given while the console runs. */
  refused: event(errorShape),
  /** A lab was opened, closed or renamed; null = none is open. */
  changed: event(labInfo.nullable()),
})
