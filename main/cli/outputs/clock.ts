import * as z from 'zod'

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

/** The clock, its branches and the numbers of the model. */
export const clockOutputs = {
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
} as const
