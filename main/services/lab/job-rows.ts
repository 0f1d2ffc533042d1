import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { ActionInfo, BatchInfo, JobEnd } from './lab-store.types.ts'
import type { TableWriter } from './lab-tables.ts'
import type { Moment, StepLog } from './lab-transaction.ts'

/** Puts a running job into the history; returns its id. */
export const openJob = (writer: TableWriter, action: ActionInfo, moment: Moment): number => {
  const { kind, name, actor, target, parameters } = action
  const insert = writer.prepare(
    `INSERT INTO job (kind, name, status, owner, target_kind, target_id, target_name, started_wall_ms, started_lab_ms, branch, parameters)
     VALUES (?, ?, 'running', ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const values = [
    kind,
    name,
    actor,
    target?.kind ?? null,
    target?.id ?? null,
    target?.name ?? null,
    moment.wallMs,
    moment.labMs,
    moment.branch,
    parameters === undefined ? null : JSON.stringify(parameters),
  ]
  return Number(insert.run(...values).lastInsertRowid)
}

/** The job has done its work. */
export const completeJob = (writer: TableWriter, jobId: number, steps: StepLog, wallMs: number): void =>
  void writer
    .prepare(
      "UPDATE job SET status = 'completed', progress_percent = 100, ended_wall_ms = ?, ended_lab_ms = started_lab_ms, steps = ? WHERE id = ?",
    )
    .run(wallMs, steps.toJson(wallMs), jobId)

/** How a job ended whose own changes are taken back; without a word it is removed. */
export const endJob = (writer: TableWriter, jobId: number, end: JobEnd | undefined, steps: StepLog | null, wallMs: number): void => {
  if (end === undefined) {
    writer.prepare('DELETE FROM job WHERE id = ?').run(jobId)
    return
  }
  const { status, error } = end
  writer
    .prepare(
      `UPDATE job SET status = ?, progress_percent = CASE ? WHEN 'completed' THEN 100 ELSE progress_percent END, ended_wall_ms = ?,
       ended_lab_ms = started_lab_ms, steps = ?, error_code = ?, error_message = ?, error_remedy = ? WHERE id = ?`,
    )
    .run(status, status, wallMs, steps?.toJson(wallMs) ?? '[]', error?.code ?? null, error?.message ?? null, error?.remedy ?? null, jobId)
}

export const importAction = (info: BatchInfo): ActionInfo => {
  const names = info.files.map((file) => file.name).join(', ')
  return {
    kind: 'import',
    name: t('Import {names}', { names }),
    actor: info.actor,
    target: { kind: 'import', name: names },
    parameters: info.parameters,
  }
}

/** The end of a job that threw this. */
export const failedWith = (error: unknown): JobEnd => {
  if (!(error instanceof AppError))
    return {
      status: 'failed',
      error: {
        code: 'internal',
        message: t('Something in the console failed.'),
        remedy: t('Try again. If it fails again, look into the log.'),
      },
    }
  const { code, message, remedy } = error
  return { status: code === 'cancelled' ? 'cancelled' : 'failed', error: { code, message, remedy } }
}
