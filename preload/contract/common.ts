import * as z from 'zod'

/** Row ids of the lab file. */
export const rowId = z.int().positive()

/** Milliseconds since 1970-01-01 UTC. */
export const instantMs = z.int()

/** A file or folder that the user picked; the path itself stays in main and the engine. */
export const fileToken = z.string().regex(/^[a-z0-9-]{8,64}$/)

export const pickedFile = z.object({ token: fileToken, name: z.string(), bytes: z.int().nonnegative() })
export type PickedFile = z.infer<typeof pickedFile>

export const verdicts = ['ready', 'warnings', 'not-ready', 'unknown'] as const
export const verdict = z.enum(verdicts)
export type Verdict = z.infer<typeof verdict>

export const severity = z.enum(['blocker', 'warning', 'info', 'unknown'])
export type Severity = z.infer<typeof severity>

/** One rule that has something to say about one machine. */
export const finding = z.object({
  rule: z.string(),
  severity,
  /** The value found, as shown ("1.2 TiB"); null where the inventory does not tell. */
  value: z.string().nullable(),
  /** The limit as printed in the source ("1,023 GB"); null where the rule has none. */
  limit: z.string().nullable(),
  message: z.string(),
  remedy: z.string(),
  /** Document and date. */
  source: z.string(),
})
export type Finding = z.infer<typeof finding>
