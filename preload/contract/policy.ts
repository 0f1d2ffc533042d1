import * as z from 'zod'

/** What a replication policy says, and the clouds that follow it. */
export const policy = z.object({
  name: z.string(),
  copyFrequencySeconds: z.int(),
  retentionHours: z.int(),
  /** 0 = no app-consistent snapshots. */
  appConsistentHours: z.int(),
  /** 'immediately', or HH:MM in the lab's time zone. */
  initialReplicationStart: z.string(),
  encrypt: z.boolean(),
  clouds: z.array(z.string()),
})
export type Policy = z.infer<typeof policy>
