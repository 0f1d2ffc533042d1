import * as z from 'zod'
import { rowId } from './common.ts'

/** "Target network interface type" of the portal: Primary, Secondary, Do not use. */
export const nicType = z.enum(['primary', 'secondary', 'unused'])
export type NicType = z.infer<typeof nicType>

/** Compute and Network of one item. Absent = unchanged. */
export const propertiesDraft = z.object({
  id: rowId,
  azureName: z.string().max(120).optional(),
  size: z.string().max(80).optional(),
  resourceGroupId: rowId.optional(),
  availabilitySet: z.string().max(200).nullable().optional(),
  networkId: rowId.nullable().optional(),
  adapters: z
    .array(
      z.object({
        networkAdapterId: rowId,
        /** Null = by the name of the source's subnet. */
        subnet: z.string().nullable(),
        /** Null or empty = DHCP. */
        ip: z.string().max(60).nullable(),
        /** Null or absent = by the order of the source. */
        type: nicType.nullable().optional(),
      }),
    )
    .max(64)
    .optional(),
})
export type PropertiesDraft = z.infer<typeof propertiesDraft>

export const propertyIssue = z.object({
  /** azureName, size, resourceGroupId, availabilitySet, networkId, adapters.N.subnet, adapters.N.ip, adapters.N.type */
  field: z.string(),
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  remedy: z.string().nullable(),
})
export type PropertyIssue = z.infer<typeof propertyIssue>

export const computeNetwork = z.object({
  id: rowId,
  name: z.string(),
  /** Why nothing can be edited now; null = it can. */
  readOnly: z.string().nullable(),
  /** Of the lab's rules: later years know availability sets and types of adapters. */
  ruleYear: z.int(),
  source: z.object({
    host: z.string().nullable(),
    cores: z.int().nullable(),
    memoryBytes: z.number().nullable(),
    disks: z.int(),
    adapters: z.int(),
  }),
  azureName: z.string(),
  size: z.string(),
  resourceGroupId: rowId,
  availabilitySet: z.string().nullable(),
  networkId: rowId.nullable(),
  adapters: z.array(
    z.object({
      networkAdapterId: rowId,
      name: z.string(),
      sourceNetwork: z.string().nullable(),
      sourceIp: z.string().nullable(),
      subnet: z.string().nullable(),
      ip: z.string().nullable(),
      /** As chosen. */
      type: nicType.nullable(),
    }),
  ),
  resourceGroups: z.array(z.object({ id: rowId, name: z.string() })),
  networks: z.array(z.object({ id: rowId, name: z.string(), subnets: z.array(z.object({ name: z.string(), range: z.string() })) })),
  /** `lacks`: what of the machine doesn't fit; null = it fits. */
  sizes: z.array(
    z.object({
      name: z.string(),
      cores: z.int(),
      memoryGib: z.number(),
      maxDataDisks: z.int(),
      maxNics: z.int(),
      lacks: z.string().nullable(),
    }),
  ),
  availabilitySets: z.array(z.string()),
})
export type ComputeNetwork = z.infer<typeof computeNetwork>

/** What Azure allows and what it holds already; all of it the lab's own, for the subscription of its vault. */
export const azureLimits = z.object({
  subscription: z.string(),
  /** Null = not limited, which is our default. */
  cores: z.int().nonnegative().nullable(),
  adapters: z.int().nonnegative().nullable(),
  /** By machines of failovers and test failovers, those on their way included. */
  used: z.object({ cores: z.int(), adapters: z.int() }),
  networks: z.array(z.string()),
  addresses: z.array(z.object({ network: z.string(), address: z.string(), usedBy: z.string() })),
})
export type AzureLimits = z.infer<typeof azureLimits>

/** Absent = unchanged; `addresses` replaces the whole list. */
export const azureLimitsDraft = z.object({
  cores: z.int().min(0).max(1_000_000).nullable().optional(),
  adapters: z.int().min(0).max(1_000_000).nullable().optional(),
  addresses: z
    .array(z.object({ network: z.string().max(80), address: z.string().max(60), usedBy: z.string().max(80) }))
    .max(2000)
    .optional(),
})
export type AzureLimitsDraft = z.infer<typeof azureLimitsDraft>
