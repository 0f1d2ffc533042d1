import * as z from 'zod'

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

/** What the simulator tells. */
export const simulationOutputs = {
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
            kind: z.enum(['test', 'planned', 'unplanned', 'failback']),
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
} as const
