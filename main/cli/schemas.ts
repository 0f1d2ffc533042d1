import * as z from 'zod'
import { verdict } from '../../preload/contract/common.ts'
import { errorShape } from '../../preload/contract/errors.ts'
import { importResult } from '../../preload/contract/imports.ts'
import { planDocument } from '../../preload/contract/plan.ts'
import { readinessItem } from '../../preload/contract/readiness.ts'
import { scriptFile, setupAnswers, setupIssue } from '../../preload/contract/setup.ts'
import { collectorLineSchema } from '../domain/collector/line-schema.ts'

const lineage = z.object({ file: z.string(), line: z.int().nullable() }).strict().nullable()

/** One machine of `offsite inventory`; null = the source doesn't tell. Sizes in bytes, memory in MiB (2^20 bytes). */
export const vmRow = z
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
    biosGuid: z.string().nullable(),
    readiness: verdict,
    failing: z.array(z.string()),
    protected: z.boolean(),
    lineage,
  })
  .strict()

/** A branch of `offsite clock`. Instants are ISO 8601 in UTC; `from` and `to` lab time, `opened` wall time. */
const branchFields = {
  id: z.int(),
  parent: z.int().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  events: z.int(),
  actions: z.int(),
  current: z.boolean(),
  opened: z.string().nullable(),
  openedBy: z.string().nullable(),
} as const

const branchMoment = z
  .object({ at: z.string().nullable(), text: z.string(), object: z.string().nullable(), who: z.string().nullable() })
  .strict()

const branchItemShape = z
  .object({
    name: z.string(),
    state: z.string(),
    status: z.string(),
    health: z.enum(['not-applicable', 'normal', 'warning', 'critical']),
    rpoSeconds: z.int().nullable(),
    recoveryPoints: z.int(),
    backlogBytes: z.number(),
    activeLocation: z.enum(['primary', 'recovery']),
    lossSeconds: z.int().nullable(),
    lossBytes: z.number().nullable(),
    rtoSeconds: z.int().nullable(),
  })
  .strict()

const branchEndShape = z
  .object({
    branch: z.int(),
    end: z.string().nullable(),
    items: z.int(),
    normal: z.int(),
    warning: z.int(),
    critical: z.int(),
    notApplicable: z.int(),
    protected: z.int(),
    failedOver: z.int(),
    worstRpoSeconds: z.int().nullable(),
    medianRpoSeconds: z.int().nullable(),
    backlogBytes: z.number(),
    worstLossSeconds: z.int().nullable(),
    lossBytes: z.number(),
  })
  .strict()

const link = z.object({ bytes: z.int(), busyMs: z.int(), utilPermille: z.int() }).strict()

/** One machine of `offsite simulate`. Instants in ms since 1970, durations in ms, sizes in bytes; the ledger is absent where none is kept. */
const simulatedVm = z
  .object({
    state: z.string(),
    drill: z.enum(['running', 'waiting', 'cleaning']).nullable(),
    health: z.enum(['None', 'Normal', 'Warning', 'Critical']),
    rpoMs: z.int().nullable(),
    cycles: z.int(),
    missed: z.int(),
    points: z.array(z.int()),
    appPoints: z.array(z.int()),
    hrlBytes: z.int(),
    written: z.int().optional(),
    sent: z.int().optional(),
    pending: z.int().optional(),
    superseded: z.int().optional(),
    irSent: z.int().optional(),
    resyncSent: z.int().optional(),
  })
  .strict()
const simulatedEnd = {
  protectedAt: z.int().nullable(),
  rpoPeakMs: z.int().nullable(),
  failbackBytes: z.int(),
  resyncs: z.array(
    z
      .object({
        requiredAt: z.int(),
        why: z.enum(['hrl', 'user', 'volumeFull', 'brokenChain']),
        startedAt: z.int().optional(),
        changedBytes: z.int().optional(),
        endedAt: z.int().optional(),
      })
      .strict(),
  ),
  failover: z
    .object({
      kind: z.enum(['planned', 'unplanned']),
      at: z.int(),
      point: z.union([z.enum(['latest', 'latestProcessed', 'app']), z.int()]),
      stopAt: z.int().optional(),
      synced: z.literal(true).optional(),
      stamp: z.int().optional(),
      lossMs: z.int().optional(),
      lossBytes: z.int().optional(),
      readyAt: z.int().optional(),
      upAt: z.int().optional(),
      rtoMs: z.int().optional(),
      failed: z.string().optional(),
    })
    .strict()
    .optional(),
}

/** A row of any other kind: the fields of its list. */
const otherRow = z.object({ id: z.int(), lineage }).catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]))

const refusedMachine = z.object({ name: z.string(), code: z.string(), message: z.string(), remedy: z.string().nullable() }).strict()

/** Instants as ISO 8601 in UTC. */
const planRunShape = z
  .object({
    plan: z.string(),
    kind: z.enum(['test', 'planned', 'unplanned']),
    status: z.enum(['running', 'waiting', 'completed', 'failed']),
    started: z.string().nullable(),
    ended: z.string().nullable(),
    rtoSeconds: z.int().nullable(),
    targetSeconds: z.int().nullable(),
    /** Time that people took, part of the RTO, and the manual action that waits for one now. */
    waitedSeconds: z.int().nullable(),
    waitingFor: z.string().nullable(),
    failed: z.array(z.string()),
    groups: z.array(
      z.object({ group: z.int(), started: z.string().nullable(), ended: z.string().nullable(), rtoSeconds: z.int().nullable() }).strict(),
    ),
  })
  .strict()

const planStep = z
  .object({
    actionName: z.string(),
    failoverTypes: z.array(z.enum(['TestFailover', 'PlannedFailover', 'UnplannedFailover'])),
    failoverDirections: z.array(z.literal('PrimaryToRecovery')),
    customDetails: z.discriminatedUnion('instanceType', [
      z.object({ instanceType: z.literal('ManualActionDetails'), description: z.string() }).strict(),
      z
        .object({
          instanceType: z.literal('ScriptActionDetails'),
          path: z.string(),
          timeout: z.string(),
          fabricLocation: z.literal('Primary'),
        })
        .strict(),
      z
        .object({
          instanceType: z.literal('AutomationRunbookActionDetails'),
          automationAccount: z.string(),
          runbook: z.string(),
          timeout: z.string(),
          fabricLocation: z.literal('Recovery'),
        })
        .strict(),
    ]),
  })
  .strict()

export const outputs = {
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
  simulate: z
    .object({
      name: z.string(),
      start: z.int(),
      end: z.int(),
      events: z.int(),
      sha256: z.string(),
      probes: z.array(z.object({ t: z.int(), vms: z.record(z.string(), simulatedVm) }).strict()),
      vms: z.record(z.string(), simulatedVm.extend(simulatedEnd).strict()),
      totals: z
        .object({
          written: z.int(),
          sent: z.int(),
          pending: z.int(),
          superseded: z.int(),
          irSent: z.int(),
          resyncSent: z.int(),
        })
        .strict(),
      planRuns: z.array(
        z
          .object({
            plan: z.string(),
            kind: z.enum(['test', 'planned', 'unplanned']),
            state: z.enum(['Running', 'Succeeded', 'Failed']),
            startedAt: z.int(),
            readyAt: z.int().nullable(),
            endedAt: z.int().nullable(),
            rtoMs: z.int().nullable(),
            failed: z.array(z.string()),
            groups: z.array(z.object({ startedAt: z.int().nullable(), endedAt: z.int().nullable(), rtoMs: z.int().nullable() }).strict()),
            waiting: z.string().nullable(),
          })
          .strict(),
      ),
      linkUp: link,
      linkDown: link,
    })
    .strict(),
  check: z
    .object({
      ok: z.boolean(),
      problems: z.array(z.object({ code: z.string(), table: z.string(), row: z.int().nullable(), message: z.string() }).strict()),
    })
    .strict(),
  'simulate-lab': z
    .object({
      now: z.string().nullable(),
      events: z.int(),
      sha256OfEventLog: z.string(),
      items: z.array(
        z
          .object({
            name: z.string(),
            state: z.string(),
            rpoSeconds: z.int().nullable(),
            backlogBytes: z.number(),
            recoveryPoints: z.int(),
          })
          .strict(),
      ),
      bytes: z
        .object({
          written: z.number(),
          sent: z.number(),
          pending: z.number(),
          superseded: z.number(),
          irSent: z.number(),
          resyncSent: z.number(),
          failbackSent: z.number(),
        })
        .strict(),
    })
    .strict(),
  replicate: z.union([
    z.object({ enabled: z.int(), items: z.array(z.string()), refused: z.array(refusedMachine), jobId: z.int().nullable() }).strict(),
    z.object({ done: z.int(), refused: z.array(refusedMachine), jobId: z.int().nullable() }).strict(),
    z
      .object({
        name: z.string(),
        azureName: z.string(),
        size: z.string(),
        resourceGroup: z.string().nullable(),
        availabilitySet: z.string().nullable(),
        network: z.string().nullable(),
        /** Why nothing can be set now. */
        readOnly: z.string().nullable(),
        adapters: z.array(
          z
            .object({
              name: z.string(),
              sourceNetwork: z.string().nullable(),
              subnet: z.string().nullable(),
              /** null = DHCP. */
              ip: z.string().nullable(),
              type: z.enum(['primary', 'secondary', 'unused']),
            })
            .strict(),
        ),
        issues: z.array(
          z.object({ field: z.string(), code: z.string(), severity: z.enum(['error', 'warning']), message: z.string() }).strict(),
        ),
      })
      .strict(),
    z.object({ files: z.array(scriptFile) }).strict(),
  ]),
  failover: z
    .object({
      now: z.string().nullable(),
      done: z.int(),
      refused: z.array(refusedMachine),
      items: z.array(
        z
          .object({
            name: z.string(),
            state: z.string(),
            status: z.string(),
            drill: z.string(),
            stamp: z.string().nullable(),
            lossSeconds: z.int().nullable(),
            lossBytes: z.number().nullable(),
            rtoSeconds: z.int().nullable(),
          })
          .strict(),
      ),
    })
    .strict(),
  /** `failover limits`. */
  'failover-limits': z
    .object({
      subscription: z.string(),
      /** null = not limited. */
      cores: z.int().nullable(),
      adapters: z.int().nullable(),
      used: z.object({ cores: z.int(), adapters: z.int() }).strict(),
      addresses: z.array(z.object({ network: z.string(), address: z.string(), usedBy: z.string() }).strict()),
    })
    .strict(),
  'plan-run': z.union([planRunShape, z.object({ plan: z.string(), runs: z.array(planRunShape) }).strict()]),
  'plan-export': z.object({ plan: z.string(), as: z.enum(['powershell', 'json']), file: z.string(), bytes: z.int() }).strict(),
  /** What `plan-export --as json` writes. */
  'recovery-plan': z
    .object({
      schema: z.literal('offsite-recovery-plan/1'),
      name: z.string(),
      properties: z
        .object({
          primaryFabricFriendlyName: z.string(),
          recoveryFabricId: z.literal('Microsoft Azure'),
          failoverDeploymentModel: z.enum(['ResourceManager', 'Classic']),
          groups: z.array(
            z
              .object({
                groupType: z.enum(['Shutdown', 'Failover', 'Boot']),
                replicationProtectedItems: z.array(z.object({ friendlyName: z.string(), protectionContainer: z.string() }).strict()),
                startGroupActions: z.array(planStep),
                endGroupActions: z.array(planStep),
              })
              .strict(),
          ),
        })
        .strict(),
    })
    .strict(),
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
  explain: z.union([
    z
      .object({
        vm: z.string(),
        at: z.string().nullable(),
        rpoSeconds: z.int().nullable(),
        summary: z.string(),
        chain: z.array(z.object({ code: z.string(), text: z.string(), source: z.string().nullable() }).strict()),
      })
      .strict(),
    z
      .object({
        vm: z.string(),
        from: z.string().nullable(),
        to: z.string().nullable(),
        /** Hours of UTC, ascending; null = no RPO counted. `why`: when the greatest stood, for `explain rpo --at`. */
        hours: z.array(
          z
            .object({
              start: z.string().nullable(),
              minSeconds: z.int().nullable(),
              maxSeconds: z.int().nullable(),
              lastSeconds: z.int().nullable(),
              why: z.string().nullable(),
            })
            .strict(),
        ),
      })
      .strict(),
  ]),
  clock: z
    .object({
      now: z.string().nullable(),
      begin: z.string().nullable(),
      branch: z.int(),
      /** Why a run stopped; null = where it was sent to. */
      stopped: z.string().nullable(),
      branches: z.array(z.object(branchFields).strict()),
    })
    .strict(),
  'clock-preview': z
    .object({
      now: z.string().nullable(),
      to: z.string().nullable(),
      actions: z.array(branchMoment),
      actionsTotal: z.int(),
      itemsGone: z.array(z.string()),
      itemsBack: z.array(z.string()),
      plansGone: z.array(z.string()),
      plansBack: z.array(z.string()),
      plansChanged: z.array(z.string()),
      notes: z.int(),
      jobs: z.int(),
      events: z.int(),
      planRuns: z.int(),
      stays: z.array(branchMoment),
      staysTotal: z.int(),
    })
    .strict(),
  'clock-branch': z
    .object({
      ...branchFields,
      left: z.string().nullable(),
      sha256OfEventLog: z.string(),
      end: branchEndShape,
      items: z.array(branchItemShape),
      jobs: z.array(
        z
          .object({
            name: z.string(),
            status: z.string(),
            owner: z.string(),
            started: z.string().nullable(),
            ended: z.string().nullable(),
          })
          .strict(),
      ),
    })
    .strict(),
  'clock-compare': z
    .object({
      a: branchEndShape,
      b: branchEndShape,
      same: z.int(),
      different: z.array(z.object({ name: z.string(), a: branchItemShape.nullable(), b: branchItemShape.nullable() }).strict()),
    })
    .strict(),
  'clock-log': z.object({ branch: z.int(), total: z.int(), offset: z.int(), lines: z.array(z.string()) }).strict(),
  model: z
    .object({
      settings: z.array(
        z
          .object({
            name: z.string(),
            value: z.number(),
            initial: z.number(),
            unit: z.enum(['number', 'ms', 'bytesPerSecond', 'bitsPerSecond', 'permille', 'minuteOfDay', 'choice']),
            source: z.enum(['documented', 'community', 'ours']),
            refs: z.string(),
            editable: z.boolean(),
            min: z.number(),
            max: z.number(),
            choices: z.array(z.string()),
          })
          .strict(),
      ),
      assumptions: z.array(
        z.object({ id: z.string(), text: z.string(), source: z.enum(['documented', 'community', 'ours']), refs: z.string() }).strict(),
      ),
    })
    .strict(),
  error: z.object({ error: errorShape }).strict(),
} as const

/** What a person writes: fields with a default may be left out. */
const inputs = { answers: setupAnswers } as const

/** What files hold, line by line; its fields have one table for reading, writing and this schema. */
const lines = { collector: collectorLineSchema } as const

type SchemaName = keyof typeof outputs | keyof typeof inputs | keyof typeof lines
export const schemaNames = [...Object.keys(outputs), ...Object.keys(inputs), ...Object.keys(lines)] as SchemaName[]

/** JSON Schema (draft 2020-12) of a command's output, of the answers document, or of a line of a collector file. */
export const jsonSchemaOf = (name: SchemaName): object => {
  if (name === 'collector') return { ...lines[name](), title: `offsite ${name}` }
  const schema = name === 'answers' ? z.toJSONSchema(inputs.answers, { io: 'input' }) : z.toJSONSchema(outputs[name])
  return { ...schema, title: `offsite ${name}` }
}
