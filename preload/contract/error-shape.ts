import * as z from 'zod'
import { type ErrorShape, errorCodes } from './errors.ts'

export const errorShape = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  field: z.string().optional(),
  remedy: z.string().optional(),
  at: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  logId: z.string().optional(),
}) satisfies z.ZodType<ErrorShape>
