import type { Cell } from '../../../preload/contract/inventory.ts'
import { type DetailBuilder, fact, facts, type Row, tab, tableTab } from './detail-parts.ts'

type AnyRow = Record<string, Cell> & { name: string }
/** As many lines of a job's change tracking as a person reads; the figure above tells how many there are. */
const shownChanges = 500

const plain = (value: unknown): Cell =>
  value === null || typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value)

const changesOf = (row: {
  id: number
  op: string
  table_name: string
  row_id: number
  before: string | null
  after: string | null
}): Row[] => {
  const before = row.before === null ? {} : (JSON.parse(row.before) as Record<string, unknown>)
  const after = row.after === null ? {} : (JSON.parse(row.after) as Record<string, unknown>)
  const object = `${row.table_name} ${row.row_id}`
  if (row.op === 'import') return [{ object: 'import', property: 'Batch', old: null, new: plain(after.batch ?? row.row_id) }]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((property) => property !== 'field_origins' && before[property] !== after[property])
    .map((property) => ({ object, property, old: plain(before[property] ?? null), new: plain(after[property] ?? null) }))
}

export const jobDetails: DetailBuilder = ({ db }, id) => {
  const job = db.prepare('SELECT *, ended_wall_ms - started_wall_ms AS duration FROM job WHERE id = ?').get(id) as AnyRow | undefined
  if (!job) return undefined
  const steps = (JSON.parse(String(job.steps ?? '[]')) as (string | { name: string })[]).map((step, index) => ({
    id: index + 1,
    step: String(index + 1),
    name: typeof step === 'string' ? step : step.name,
  }))
  const total = db.prepare('SELECT count(*) FROM change_log WHERE job_id = ?').pluck().get(id) as number
  const entries = db
    .prepare('SELECT id, op, table_name, row_id, before, after FROM change_log WHERE job_id = ? ORDER BY id LIMIT ?')
    .all(id, shownChanges)
  const changes = (entries as Parameters<typeof changesOf>[0][]).flatMap(changesOf).map((row, index) => ({ id: index + 1, ...row }))
  return {
    title: job.name,
    icon: 'job',
    tabs: [
      tab('summary', 'Summary', [
        facts(null, [
          fact('Status', job.status, 'jobStatus'),
          fact('Command', job.kind),
          fact('Result name', job.target_name),
          fact('Started', job.started_lab_ms, 'instantLab'),
          fact('Started (wall)', job.started_wall_ms, 'instantWall'),
          fact('Duration', job.duration, 'durationMs'),
          fact('Owner', job.owner),
          fact('Entries in the change log', total, 'count'),
        ]),
        ...(job.error_message === null
          ? []
          : [
              facts('Error', [
                fact('Error', job.error_message),
                fact('Code', job.error_code),
                fact('Recommended Action', job.error_remedy),
              ]),
            ]),
      ]),
      tableTab(
        'details',
        'Details',
        [
          ['step', 'Step', 'text'],
          ['name', 'Name', 'text'],
        ],
        steps,
        'The job has no steps.',
      ),
      tableTab(
        'changes',
        'Change Tracking',
        [
          ['object', 'Object', 'text'],
          ['property', 'Property', 'text'],
          ['old', 'Previous value', 'text'],
          ['new', 'New value', 'text'],
        ],
        changes,
        'The job changed nothing.',
      ),
    ],
  }
}

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
  return {
    title: files.map((file) => file.name).join(', '),
    icon: 'import',
    tabs: [
      tab('summary', 'Summary', [
        facts(null, [
          fact('Imported', batch.wall_ms, 'instantWall'),
          fact('Owner', batch.actor),
          fact('Machines created', counts.created, 'count'),
          fact('Machines updated', counts.updated, 'count'),
          fact('Machines unchanged', counts.unchanged, 'count'),
          fact('Rows left out', batch.rejected_rows, 'count'),
        ]),
      ]),
      tableTab(
        'files',
        'Files',
        [
          ['name', 'Name', 'text'],
          ['format', 'Format', 'text'],
          ['encoding', 'Encoding', 'text'],
          ['separator', 'Separator', 'text'],
          ['bytes', 'Size', 'bytes'],
        ],
        files.map((file, index) => ({ id: index + 1, ...file })),
        'No files.',
      ),
      tableTab(
        'rejects',
        'Left out',
        [
          ['file', 'File', 'text'],
          ['line', 'Line', 'count'],
          ['column', 'Column', 'text'],
          ['value', 'Value', 'text'],
          ['reason', 'Reason', 'text'],
        ],
        rejects.map((reject, index) => ({ ...reject, id: index + 1 })) as Row[],
        'Every row was taken.',
      ),
    ],
  }
}
