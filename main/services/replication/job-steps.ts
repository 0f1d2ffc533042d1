import { t } from '../../../preload/contract/words.ts'
import type { State } from '../../domain/replication/states.ts'
import type { ItemView, JobView, StepView } from '../../domain/replication/views.ts'
import { jobText } from './job-texts.ts'

/** A task of a job as the lab keeps it. */
export interface StoredStep {
  name: string
  number: string
  status: 'not-started' | 'running' | 'waiting' | 'completed' | 'failed' | 'cancelled' | 'skipped'
  labMs: number | null
  endLabMs: number | null
  /** Whole percents of the one under way, where that can be told. */
  progress?: number
}
type Task = Omit<StoredStep, 'number'>

/** Jobs as they ended, by `endedKey`. */
export type EndedJobs = ReadonlyMap<string, JobView>
export const endedKey = (ordinal: number, { kind, startedAt }: Pick<JobView, 'kind' | 'startedAt'>): string =>
  `${ordinal} ${kind} ${startedAt}`

const idle = (name: string): Task => ({ name, status: 'not-started', labMs: null, endLabMs: null })
const numbered = (tasks: readonly Task[]): StoredStep[] => tasks.map((task, n) => ({ ...task, number: String(n + 1) }))
const percent = (part: number, whole: number): number => Math.min(99, Math.max(0, Math.floor((100 * part) / whole)))

/** The step in which the job was cut short, or which a plan that stopped did not let it begin; null of any other job. */
const cutOf = ({ state, steps, ahead, endedAt }: JobView): string | null => {
  const last = steps.at(-1)
  if (state === 'cancelled') return last !== undefined && (last.endedAt === endedAt || ahead.length === 0) ? last.step : (ahead[0] ?? null)
  return state === 'failed' && last?.failed === false ? (ahead[0] ?? last.step) : null
}

/** A step of the model may stand for several tasks, which share its time. */
const tasksOf = (step: StepView, names: readonly string[], job: JobView, nowMs: number, sent: number | null): Task[] => {
  const cut = step.step === cutOf(job)
  const end = cut ? (step.endsAt ?? step.endedAt) : (step.endedAt ?? step.endsAt)
  const open = step.endedAt === null
  const until = step.endedAt ?? nowMs
  const stop = job.state === 'cancelled' ? 'cancelled' : 'failed'
  return names.map((name, n): Task => {
    const at = (k: number): number | null =>
      end === null ? (k === 0 ? step.startedAt : null) : step.startedAt + Math.floor(((end - step.startedAt) * k) / names.length)
    const [from, to] = [at(n), at(n + 1)]
    if (!open && !cut) {
      const failed = step.failed && n === names.length - 1
      return { name, status: failed ? 'failed' : 'completed', labMs: from, endLabMs: to }
    }
    if (from === null || from > until || (from === until && n > 0)) return idle(name)
    if (to !== null && (cut ? to < until : to <= until && n < names.length - 1))
      return { name, status: 'completed', labMs: from, endLabMs: to }
    if (cut) return { name, status: stop, labMs: from, endLabMs: until }
    const progress = to === null ? sent : percent(until - from, to - from)
    return { name, status: 'running', labMs: from, endLabMs: null, ...(progress === null ? {} : { progress }) }
  })
}

/** Between the copy and the rest of a failback that sends differences (F7). */
const completion = (job: JobView): Task | null => {
  if (job.kind !== 'failback') return null
  const name = t('Complete Failover')
  const copy = job.steps.find(({ step }) => step === 'copy')
  if (copy === undefined) return job.ahead.includes('copy') ? idle(name) : null
  const since = copy.endedAt
  if (since === null || since === job.endedAt) return idle(name)
  const next = job.steps.find(({ step }) => step === 'azShutdown')
  if (next !== undefined) return { name, status: 'completed', labMs: since, endLabMs: next.startedAt }
  if (job.state === 'cancelled') return { name, status: 'cancelled', labMs: since, endLabMs: job.endedAt }
  return { name, status: job.waitsFor === 'completeFailover' ? 'waiting' : 'not-started', labMs: since, endLabMs: null }
}

const testing = (job: JobView, drill: ItemView['drill']): Task => {
  const name = t('Complete testing')
  if (job.state !== 'suspended') return idle(name)
  return { name, status: drill === 'waiting' ? 'waiting' : 'completed', labMs: job.steps.at(-1)?.endedAt ?? null, endLabMs: null }
}

/** The machine is back on its host: what is committed then is the failback. */
export const isHome = (state: State): boolean => state === 'M15' || state === 'M16'

/** The tasks of a job as they stand at `nowMs`. */
export const stepsOf = (
  job: JobView,
  { state, drill, transfer }: Pick<ItemView, 'state' | 'drill' | 'transfer'>,
  nowMs: number,
): StoredStep[] => {
  const text = jobText(job.kind, isHome(state))
  if (text === undefined) return []
  const labels = new Map<string, readonly string[]>(text.tasks.map(([step, ...names]) => [step, names]))
  const sent =
    transfer === null || transfer.amountBytes === 0 ? null : percent(transfer.amountBytes - transfer.remainingBytes, transfer.amountBytes)
  const complete = completion(job)
  const cut = cutOf(job)
  const tasks: Task[] = []
  for (const step of job.steps) {
    tasks.push(...tasksOf(step, labels.get(step.step) ?? [], job, nowMs, sent))
    if (step.step === 'copy' && complete !== null) tasks.push(complete)
  }
  for (const step of job.ahead) {
    const stopped = step === cut && complete?.status !== 'cancelled'
    const status = !stopped ? 'not-started' : job.state === 'cancelled' ? 'cancelled' : 'failed'
    for (const name of labels.get(step) ?? []) tasks.push({ ...idle(name), status, endLabMs: stopped ? job.endedAt : null })
    if (step === 'copy' && complete !== null) tasks.push(complete)
  }
  if (job.kind === 'testFailover') tasks.push(testing(job, drill))
  return numbered(tasks)
}

/** The same when only the log tells of the job: it was over before anybody looked, and the lab was closed meanwhile. */
export const stepsAfter = (
  model: string,
  end: { status: string; atMs: number | null; step: string | null; back: boolean },
): StoredStep[] => {
  const tasks = jobText(model, end.back)?.tasks ?? []
  const whole = end.status !== 'failed' && end.status !== 'cancelled'
  const at = whole ? tasks.length : tasks.findIndex(([step]) => step === end.step)
  return numbered(
    tasks.flatMap(([, ...names], n): Task[] =>
      names.map((name, k) => {
        if (n < at) return { name, status: 'completed', labMs: null, endLabMs: null }
        if (n > at || k > 0) return idle(name)
        return { name, status: end.status === 'cancelled' ? 'cancelled' : 'failed', labMs: null, endLabMs: end.atMs }
      }),
    ),
  )
}

/** How much of a job is done, in whole percents of its tasks; the one under way counts as far as it got. */
export const progressOf = (steps: readonly StoredStep[]): number => {
  if (steps.length === 0) return 0
  const parts = steps.map(({ status, progress }) => (status === 'completed' ? 100 : status === 'running' ? (progress ?? 0) : 0))
  return Math.floor(parts.reduce((sum, part) => sum + part, 0) / steps.length)
}
