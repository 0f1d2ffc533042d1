import * as z from 'zod'

/** The Azure side: machines, resources, check-lists. */
export const azureOutputs = {
  'azure-vms': z
    .object({
      vms: z.array(
        z
          .object({
            name: z.string(),
            state: z.enum(['creating', 'running', 'stopped']),
            size: z.string(),
            resourceGroup: z.string(),
            region: z.string().nullable(),
            deploymentModel: z.enum(['resource-manager', 'classic']),
            network: z.string().nullable(),
            availabilitySet: z.string().nullable(),
            storageAccount: z.string().nullable(),
            nics: z.array(
              z
                .object({
                  name: z.string(),
                  subnet: z.string().nullable(),
                  ip: z.string().nullable(),
                  assignment: z.enum(['static', 'dynamic']).nullable(),
                  deviation: z.enum(['taken', 'other-subnet', 'full']).nullable(),
                })
                .strict(),
            ),
            disks: z.array(
              z.object({ name: z.string(), lun: z.int().nullable(), os: z.boolean(), sizeBytes: z.number().nullable() }).strict(),
            ),
            test: z.boolean(),
            createdBy: z.enum(['test', 'planned', 'unplanned']),
            created: z.string().nullable(),
            item: z.string().nullable(),
            job: z.object({ id: z.int(), name: z.string() }).strict().nullable(),
            plan: z.string().nullable(),
          })
          .strict(),
      ),
    })
    .strict(),
  'azure-resources': z
    .object({
      resources: z.array(
        z
          .object({
            name: z.string(),
            kind: z.enum(['vm', 'nic', 'availability-set', 'vault', 'storage', 'network']),
            type: z.string(),
            resourceGroup: z.string().nullable(),
            region: z.string().nullable(),
            deploymentModel: z.enum(['resource-manager', 'classic']).nullable(),
            createdBy: z.enum(['test', 'planned', 'unplanned']).nullable(),
            created: z.string().nullable(),
            source: z.string().nullable(),
          })
          .strict(),
      ),
    })
    .strict(),
  connect: z
    .object({
      vm: z.string(),
      os: z.enum(['windows', 'linux']),
      protocol: z.enum(['RDP', 'SSH']),
      azure: z
        .object({
          name: z.string(),
          test: z.boolean(),
          state: z.enum(['creating', 'running', 'stopped']),
          created: z.string().nullable(),
          addresses: z.array(z.string()),
        })
        .strict()
        .nullable(),
      lists: z.array(
        z
          .object({
            id: z.enum(['prepare', 'before', 'after', 'verify']),
            title: z.string(),
            done: z.int(),
            total: z.int(),
            lines: z.array(
              z
                .object({
                  id: z.string(),
                  text: z.string(),
                  reason: z.string(),
                  how: z.string().nullable(),
                  automatic: z.boolean(),
                  state: z.enum(['open', 'done', 'not-needed', 'failed', 'waiting']),
                  finding: z.string().nullable(),
                  tick: z
                    .object({ by: z.string(), wall: z.string().nullable(), lab: z.string().nullable(), note: z.string() })
                    .strict()
                    .nullable(),
                })
                .strict(),
            ),
          })
          .strict(),
      ),
    })
    .strict(),
} as const
