import * as z from 'zod'
import { finding, rowId, verdict } from './common.ts'

export const enableMachine = z.object({
  vmId: rowId,
  osFamily: z.enum(['windows', 'linux']).optional(),
  /** Id of the disk that the machine starts from; needed where the import doesn't tell. */
  osDiskId: rowId.optional(),
  excludedDiskIds: z.array(rowId).default([]),
  azureName: z.string().optional(),
  size: z.string().optional(),
  networkId: rowId.nullable().optional(),
  subnet: z.string().optional(),
  /** Empty or absent = DHCP. */
  ip: z.string().optional(),
  availabilitySet: z.string().max(80).optional(),
})
export type EnableMachine = z.infer<typeof enableMachine>

export const enableDraft = z.object({
  /** Machines one by one, or all that pass this filter; with both, the list gives the properties of those it names. */
  machines: z.array(enableMachine).max(25_000).default([]),
  where: z.string().max(4000).optional(),
  /** Absent = the policy of each machine's cloud. */
  policyId: rowId.optional(),
  networkId: rowId.optional(),
})
export type EnableDraft = z.input<typeof enableDraft>

/** A machine that may be added, with what Enable replication proposes for it. */
export const candidate = z.object({
  vmId: rowId,
  name: z.string(),
  host: z.string().nullable(),
  cloud: z.string().nullable(),
  osName: z.string().nullable(),
  osFamily: z.enum(['windows', 'linux']).nullable(),
  osDiskId: rowId.nullable(),
  disks: z.array(z.object({ id: rowId, name: z.string(), sizeBytes: z.number().nullable(), isOs: z.boolean().nullable() })),
  nics: z.array(z.object({ name: z.string(), network: z.string().nullable(), ip: z.string().nullable() })),
  verdict,
  eligible: z.boolean(),
  findings: z.array(finding),
  azureName: z.string(),
  size: z.string().nullable(),
  networkId: rowId.nullable(),
  subnet: z.string().nullable(),
  policyId: rowId.nullable(),
})
export type Candidate = z.infer<typeof candidate>
