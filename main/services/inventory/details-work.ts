import type { Cell, ObjectLink } from '../../../preload/contract/inventory.ts'
import type { Job, JobError, JobStep } from '../../../preload/contract/jobs.ts'
import { t } from '../../../preload/contract/words.ts'
import { ruleYear } from '../../domain/setup/context.ts'
import { machineJobsOf, planJobOf } from '../replication/plan-jobs.ts'
import { type DetailBuilder, fact, facts, type Row, tab, tableTab } from './detail-parts.ts'
import { testJobFacts } from './details-test.ts'

type AnyRow = Record<string, Cell> & { name: string }

const span = (start: number | null, end: number | null): number | null => (start === null || end === null ? null : end - start)

const stepRow = (step: JobStep, index: number): Row => ({
  id: index + 1,
  step: step.number,
  name: step.name,
  status: step.status,
  progress: step.progress,
  start: step.startLabMs,
  end: step.endLabMs,
  lab: span(step.startLabMs, step.endLabMs),
  wall: span(step.startWallMs, step.endWallMs),
})

const errorText = (job: Job, error: JobError): string =>
  [
    t('Job {id}: {name}', { id: job.id, name: job.name }),
    t('Error ({code})', { code: error.code }),
    error.message,
    ...(error.causes.length > 0 ? [t('Possible causes'), ...error.causes] : []),
    ...(error.recommendation === null ? [] : [t('Recommended Action'), error.recommendation]),
  ].join('\n')

const intents = { failed: 'error', interrupted: 'error', cancelled: 'warning' } as const

/** What a job that waits for a person waits for, and where that is done; null of any other. */
const waitText = ({ kind, status, step, target }: Job, year: number): { message: string; remedy: string } | null => {
  if (status !== 'waiting') return null
  const at = { step: step ?? '', target: target ?? '' }
  switch (kind) {
    case 'replication.testFailover':
      return {
        message: t('The test goes on until somebody completes it.'),
        remedy:
          year >= 2017
            ? t('Open {target} and choose Cleanup test failover. After two weeks the test is closed by itself.', at)
            : t('Open {target} and choose Complete the test. After two weeks the test is closed by itself.', at),
      }
    case 'replication.failback':
      return {
        message: t('The data is synchronized. The machine goes on in Azure until somebody completes the failover.'),
        remedy: t('Open {target} and choose Complete Failover.', at),
      }
    case 'replication.planRun':
      return {
        message: t('The recovery plan waits for you: {step}.', at),
        remedy: t('Do it, then confirm it on the page of {target}.', at),
      }
    default:
      return null
  }
}

/** Summary, Details and Change Tracking, as VMM names them; durations in lab time and in wall time. */
export const jobDetails: DetailBuilder = ({ db, jobs }, id) => {
  const command = db.prepare('SELECT kind FROM job WHERE id = ?').pluck().get(id) as string | undefined
  if (command === undefined) return undefined
  const job = jobs.get({ id }) as Job
  const { error } = job
  const ended = job.endWallMs !== null
  const whole = planJobOf(db, id)
  const machines = machineJobsOf(db, id)
  const told = job.steps.some(({ progress }) => progress !== null)
  // Tasks of the lab's clock have no time of their own on the wall.
  const onWall = job.steps.some(({ startWallMs }) => startWallMs !== null)
  const lab = db.prepare('SELECT clock_ms AS nowMs, rule_pack AS pack FROM lab').get() as { nowMs: number; pack: string }
  const waits = waitText(job, ruleYear(lab.pack))
  return {
    title: job.name,
    icon: 'job',
    actions: [
      { command: 'job.cancel', reason: job.cancel.reason },
      { command: 'job.restart', reason: job.restart.reason },
      { command: 'job.takeBack', reason: job.takeBack.reason },
    ],
    tabs: [
      tab('summary', t('Summary'), [
        ...(error === null
          ? []
          : [
              {
                kind: 'error' as const,
                intent: intents[job.status as keyof typeof intents] ?? ('info' as const),
                code: error.code,
                message: error.message,
                causes: error.causes,
                recommendation: error.recommendation,
                copy: errorText(job, error),
              },
            ]),
        ...(waits === null
          ? []
          : [
              {
                kind: 'error' as const,
                intent: 'info' as const,
                code: '',
                message: waits.message,
                causes: [],
                recommendation: waits.remedy,
                copy: '',
              },
            ]),
        facts(null, [
          fact(t('Status'), job.status, 'jobStatus'),
          ...(ended ? [] : [fact(t('Progress'), job.progress, 'percent'), fact(t('Step'), job.step)]),
          fact(t('Command'), job.kind),
          fact(t('Result name'), job.target, 'text', { link: job.link }),
          ...testJobFacts(db, id),
          ...(whole === null ? [] : [fact(t('Recovery plan job'), whole.name, 'text', { link: { kind: 'jobs', id: whole.id } })]),
          fact(t('Owner'), job.owner),
          fact(t('Started'), job.startedMs, 'instantLab'),
          ...(job.cancelled === null
            ? []
            : [
                fact(t('Cancelled by'), job.cancelled.by),
                fact(t('Cancelled'), job.endMs ?? job.startedMs, 'instantLab'),
                fact(t('Cancelled (wall)'), job.endWallMs, 'instantWall'),
              ]),
          fact(t('Duration'), span(job.startedMs, ended ? job.endMs : Math.max(lab.nowMs, job.startedMs)), 'durationMs'),
          fact(t('Started (wall)'), job.startWallMs, 'instantWall'),
          fact(t('Duration (wall)'), span(job.startWallMs, job.endWallMs), 'durationMs'),
          fact(t('Objects changed'), job.changes, 'count'),
        ]),
      ]),
      tableTab(
        'details',
        t('Details'),
        [
          ['step', t('Step'), 'text'],
          ['name', t('Name'), 'text'],
          ['status', t('Status'), 'jobStatus'],
          ...(told ? [['progress', t('Progress'), 'percent'] as const] : []),
          ['start', t('Start Time'), 'instantLab'],
          ['end', t('End Time'), 'instantLab'],
          ['lab', t('Duration'), 'durationMs'],
          ...(onWall ? [['wall', t('Duration (wall)'), 'durationMs'] as const] : []),
        ],
        job.steps.map(stepRow),
        t('The job has no steps.'),
      ),
      ...(machines === null
        ? []
        : [
            tableTab(
              'machines',
              t('Machines'),
              [
                ['name', t('Name'), 'text'],
                ['status', t('Status'), 'jobStatus'],
                ['started', t('Start Time'), 'instantLab'],
                ['ended', t('End Time'), 'instantLab'],
              ],
              machines,
              t('No machine has a job in this run.'),
              'jobs',
            ),
          ]),
      tab(
        'changes',
        t('Change Tracking'),
        [{ kind: 'changes', jobId: id, empty: ended ? t('The job changed nothing.') : t('What a job changes is told when it ends.') }],
        ended ? job.changes : null,
      ),
    ],
  }
}

/** The job of an import, to go to and fro. */
const jobLink = (db: Parameters<DetailBuilder>[0]['db'], jobId: number): { name: string | null; link: ObjectLink } => ({
  name: db.prepare('SELECT name FROM job WHERE id = ?').pluck().get(jobId) as string | null,
  link: { kind: 'jobs', id: jobId },
})

export const importDetails: DetailBuilder = ({ db }, id) => {
  const batch = db.prepare("SELECT *, '' AS name FROM import_batch WHERE id = ?").get(id) as AnyRow | undefined
  if (!batch) return undefined
  const files = JSON.parse(String(batch.files)) as {
    name: string
    format?: string
    encoding?: string
    separator?: string
    bytes?: number
  }[]
  const counts = JSON.parse(String(batch.counts)) as { created?: number; updated?: number; unchanged?: number }
  const rejects = JSON.parse(String(batch.rejects)) as {
    file?: string
    line?: number
    column?: string | null
    value?: string
    reason?: string
  }[]
  const job = jobLink(db, Number(batch.job_id))
  return {
    title: files.map((file) => file.name).join(', '),
    icon: 'import',
    tabs: [
      tab('summary', t('Summary'), [
        facts(null, [
          fact(t('Imported'), batch.wall_ms, 'instantWall'),
          fact(t('Owner'), batch.actor),
          fact(t('Job'), job.name, 'text', { link: job.link }),
          fact(t('Machines created'), counts.created, 'count'),
          fact(t('Machines updated'), counts.updated, 'count'),
          fact(t('Machines unchanged'), counts.unchanged, 'count'),
          fact(t('Rows left out'), batch.rejected_rows, 'count'),
        ]),
      ]),
      tableTab(
        'files',
        t('Files'),
        [
          ['name', t('Name'), 'text'],
          ['format', t('Format'), 'text'],
          ['encoding', t('Encoding'), 'text'],
          ['separator', t('Separator'), 'text'],
          ['bytes', t('Size'), 'bytes'],
        ],
        files.map((file, index) => ({ id: index + 1, ...file })),
        t('No files.'),
      ),
      tableTab(
        'rejects',
        t('Left out'),
        [
          ['file', t('File'), 'text'],
          ['line', t('Line'), 'count'],
          ['column', t('Column'), 'text'],
          ['value', t('Value'), 'text'],
          ['reason', t('Reason'), 'text'],
        ],
        rejects.map((reject, index) => ({ ...reject, id: index + 1 })) as Row[],
        t('Every row was taken.'),
      ),
    ],
  }
}
