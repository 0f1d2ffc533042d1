import * as z from 'zod'
import { area, call, event } from './area.ts'
import { instantMs, rowId } from './common.ts'
import { cell, cellFormat, objectLink } from './inventory.ts'

export const jobStatuses = ['running', 'waiting', 'completed', 'completed-info', 'failed', 'cancelled', 'interrupted'] as const
export const jobStatus = z.enum(jobStatuses)
export type JobStatus = z.infer<typeof jobStatus>

export const stepStatus = z.enum([...jobStatuses, 'not-started', 'skipped'])
export type StepStatus = z.infer<typeof stepStatus>

/** One step of a job. A time is null while it is not known: a step not begun, or one of an old lab that kept no end. */
export const jobStep = z.object({
  /** "1", "1.2": a step within a step has one part more. */
  number: z.string(),
  name: z.string(),
  status: stepStatus,
  startWallMs: instantMs.nullable(),
  endWallMs: instantMs.nullable(),
  startLabMs: instantMs.nullable(),
  endLabMs: instantMs.nullable(),
  /** Per cent, where the step tells. */
  progress: z.number().nullable(),
})
export type JobStep = z.infer<typeof jobStep>

/** Why a job failed, was cut off, or what is worth knowing of one that ended well. */
export const jobError = z.object({
  code: z.string(),
  message: z.string(),
  causes: z.array(z.string()),
  recommendation: z.string().nullable(),
})
export type JobError = z.infer<typeof jobError>

/** Whether something can be done with a job; else why not. */
export const allowance = z.object({ allowed: z.boolean(), reason: z.string().nullable() })
export type Allowance = z.infer<typeof allowance>

/** What a list, a notice or the status bar needs of a job. */
export const jobBrief = z.object({
  id: rowId,
  kind: z.string(),
  name: z.string(),
  status: jobStatus,
  /** Per cent; null while it is not known. */
  progress: z.number().nullable(),
  /** The step under way. */
  step: z.string().nullable(),
  owner: z.string(),
  /** Name of the object that the job is about, and where it is opened, if it can be. */
  target: z.string().nullable(),
  link: objectLink.nullable(),
  /** Lab time. */
  startedMs: instantMs,
  /** What to do about it, or what is worth knowing; null when there is nothing to say. */
  error: jobError.nullable(),
})
export type JobBrief = z.infer<typeof jobBrief>

export const job = jobBrief.extend({
  startWallMs: instantMs,
  endWallMs: instantMs.nullable(),
  /** Lab time; a job that only writes settings takes none. */
  endMs: instantMs.nullable(),
  steps: z.array(jobStep),
  /** Of a job that a person cancelled, at its end; `by` is null where the lab does not know who. */
  cancelled: z.object({ by: z.string().nullable() }).nullable(),
  /** Objects that it created, changed or removed. */
  changes: z.int(),
  cancel: allowance,
  restart: allowance,
  takeBack: allowance,
})
export type Job = z.infer<typeof job>

/** What a job did to one object, property by property, in the words of the console. */
export const objectChange = z.object({
  /** Place in the whole of the job's changes, from 0. */
  index: z.int(),
  what: z.enum(['created', 'changed', 'removed']),
  /** "Virtual machine", "Virtual disk" … */
  type: z.string(),
  /** "SQL01", "Disk 1 of SQL01". */
  name: z.string(),
  link: objectLink.nullable(),
  properties: z.array(z.object({ label: z.string(), format: cellFormat, old: cell, new: cell })),
})
export type ObjectChange = z.infer<typeof objectChange>

export const jobs = area('engine', 'jobs', {
  get: call(z.object({ id: rowId }), job),
  /** Running and waiting jobs, newest first. */
  running: call(z.undefined(), z.array(jobBrief)),
  /** The newest jobs. */
  recent: call(z.object({ limit: z.int().min(1).max(200) }), z.array(jobBrief)),
  /** A window of the change tracking; `type` limits it to one kind of object. Reads only the window, however long the whole is. */
  changes: call(
    z.object({ id: rowId, type: z.string().nullable().default(null), offset: z.int().nonnegative(), limit: z.int().min(1).max(100) }),
    z.object({
      total: z.int(),
      /** All kinds of object of the job, with how many. */
      types: z.array(z.object({ type: z.string(), count: z.int() })),
      offset: z.int(),
      rows: z.array(objectChange),
    }),
  ),
  /** Asks a running job to stop; it ends as cancelled. Rejects with `job-not-running`. */
  cancel: call(z.object({ id: rowId }), z.null()),
  /** Does the work of a failed, cancelled or interrupted job again, as a new job. Rejects with `job-not-restartable`. */
  restart: call(z.object({ id: rowId }), z.object({ jobId: rowId })),
  /**
   * Takes a job back, as a job of its own. One of many rows goes on after the answer, and its job tells how it ends. Rejects with
   * `changed-since`, `job-not-restartable`.
   */
  takeBack: call(z.object({ id: rowId }), z.object({ jobId: rowId })),
  progressed: event(z.object({ jobId: rowId, progress: z.number().nullable(), step: z.string().nullable() })),
  /** A job of this lab began or ended. */
  changed: event(jobBrief),
})
