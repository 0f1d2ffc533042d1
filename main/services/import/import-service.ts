import { AppError } from '../../../preload/contract/errors.ts'
import type { ImportResult } from '../../../preload/contract/imports.ts'
import { t } from '../../../preload/contract/words.ts'
import { refuseEmpty } from '../../domain/importing/refusals.ts'
import { failedWith } from '../lab/job-rows.ts'
import type { LabStore, WallClock } from '../lab/lab-store.types.ts'
import { breath, ImportRun } from './import-run.ts'
import type { ImportHistory, ImportOptions, ImportProgress, ImportService, Progress } from './import-service.types.ts'
import { cancelled, type ImportFile, type SurveyedFile, surveyFile } from './read-file.ts'
import { type StoredReject, saveRejectsTo, writeRejects } from './rejects.ts'

export interface ImportServiceParts {
  store: LabStore
  wall: WallClock
  actor: string
  /** Where `run` writes rejects files. */
  rejectsFolder: string
}

/**
 * Imports inventory files into a lab. All files of a call are one transaction: when one of them is refused, or the import is
 * cancelled or killed, nothing changes. Rows with bad values are left out, reported and written to a rejects file.
 * Rejects with the AppErrors of `surveyFile`, and `lab-read-only`, `lab-busy`, `disk-full`, `cancelled`.
 */
export const createImportService = (parts: ImportServiceParts): ImportService => {
  const { store, wall, actor, rejectsFolder } = parts
  let latest: readonly StoredReject[] = []
  let busy = false

  const work = async (files: readonly ImportFile[], options: ImportOptions, keep: boolean): Promise<ImportResult> => {
    const started = wall()
    const surveyed: SurveyedFile[] = []
    for (const file of distinct(files)) surveyed.push(await surveyFile(file, options.signal))
    const bytesTotal = surveyed.reduce((sum, { bytes }) => sum + bytes, 0)
    const progress = tellTenTimesASecond(options.onProgress, wall, bytesTotal)
    const tx = store.beginBatch({
      actor,
      trial: !keep,
      ...(options.restart === undefined ? {} : { parameters: options.restart }),
      files: surveyed.map(({ name, sha256, bytes, format, encoding, preamble, collector }) => ({
        name,
        sha256,
        bytes,
        format: format.format,
        encoding,
        separator: collector === null ? preamble.separator : '',
      })),
    })
    try {
      options.onJob?.(keep ? tx.jobId : null)
      const run = new ImportRun(tx, surveyed, progress, options.signal)
      await run.read()
      if (options.signal?.aborted) throw cancelled()
      const rows = run.rowCounts.reduce((sum, count) => sum + count, 0)
      if (rows === 0) throw refuseEmpty(surveyed[0]?.name ?? t('The file'))
      tx.step(t('Work out readiness and write the lab'))
      progress.tell('writing', rows, bytesTotal)
      const { tally, rejects } = run
      const counts = { ...tally.count('vms'), parts: tally.parts }
      const result: ImportResult = {
        ...tally.count('vms'),
        parts: tally.parts,
        conflictsKept: [...run.conflicts],
        rejected: rejects.rejects,
        rejectedRows: rejects.rowCount,
        rejectsFile: null,
        warnings: run.warnings,
        files: surveyed.map(({ name, format, encoding, preamble, collector }, i) => ({
          name,
          format: format.format,
          encoding,
          separator: collector === null ? preamble.separator : '',
          rows: run.rowCounts[i] ?? 0,
        })),
        batchId: null,
        jobId: null,
        ms: 0,
      }
      if (!keep) tx.rollback()
      else if (!tally.changed) {
        tx.rollback({ status: 'completed', error: unchanged(rejects.rowCount) })
        result.jobId = tx.jobId
      } else {
        const info = rejects.rowCount > 0
        const pause = async (): Promise<void> => {
          await breath()
          if (options.signal?.aborted) throw cancelled()
        }
        Object.assign(result, await tx.commitInTurns({ counts, rejectedRows: rejects.rowCount, rejects: rejects.entries, info }, pause))
      }
      latest = rejects.entries
      if (!tally.changed) result.warnings.push(unchanged(rejects.rowCount))
      if (keep && rejects.rowCount > 0) noteRejects(result, rejectsFolder, rejects.entries)
      result.ms = wall() - started
      progress.tell('done', rows, bytesTotal)
      return result
    } catch (error) {
      tx.rollback(failedWith(error))
      throw error
    }
  }

  const alone = async (files: readonly ImportFile[], options: ImportOptions, keep: boolean): Promise<ImportResult> => {
    if (busy)
      throw new AppError({ code: 'lab-busy', message: t('An import is under way.'), remedy: t('Wait until it has ended, or cancel it.') })
    busy = true
    try {
      return await work(files, options, keep)
    } finally {
      busy = false
    }
  }

  return {
    preview: (files, options = {}) => alone(files, options, false),
    run: (files, options = {}) => alone(files, options, true),
    saveRejects: (batchId, path) => ({ rows: saveRejectsTo(path, batchId === null ? latest : storedRejects(store, batchId)) }),
    history: () => history(store),
  }
}

/** The same file picked twice is read once. */
const distinct = (files: readonly ImportFile[]): ImportFile[] => [...new Map(files.map((file) => [file.path, file])).values()]

const unchanged = (rejectedRows: number) => ({
  code: 'import-unchanged',
  message: t(
    rejectedRows > 0
      ? 'Nothing changed. Every row that could be read is already in the lab.'
      : 'Nothing changed. Every row is already in the lab.',
  ),
})

const noteRejects = (result: ImportResult, folder: string, entries: readonly StoredReject[]): void => {
  try {
    const [first, ...more] = writeRejects(folder, entries)
    result.rejectsFile = first ?? null
    for (const path of more)
      result.warnings.push({ code: 'import-rejects', message: t('Rows left out of another file are in {path}.', { path }) })
  } catch (error) {
    // The import stands; its rejects are in the lab and can be saved elsewhere.
    const why = error instanceof Error ? error.message : String(error)
    result.warnings.push({
      code: 'import-rejects',
      message: t('The rejects file was not written to {folder}: {why}. Save it elsewhere.', { folder, why }),
    })
  }
}

const tellTenTimesASecond = (listen: ImportOptions['onProgress'], wall: WallClock, bytesTotal: number): ImportProgress => {
  const started = wall()
  let last = Number.NEGATIVE_INFINITY
  let phase: Progress['phase'] | null = null
  return {
    tell(next, rows, bytes) {
      const now = wall()
      if (!listen || (now - last < 100 && (next === phase || next === 'merging'))) return
      last = now
      phase = next
      const seconds = (now - started) / 1000
      listen({
        phase: next,
        rows,
        bytes: Math.min(bytes, bytesTotal),
        bytesTotal,
        rowsPerSecond: seconds > 0 ? Math.round(rows / seconds) : 0,
      })
    },
  }
}

const storedRejects = (store: LabStore, batchId: number): StoredReject[] => {
  const row = store.db.prepare('SELECT rejects FROM import_batch WHERE id = ?').get(batchId) as { rejects: string } | undefined
  if (row === undefined) throw new AppError({ code: 'not-found', message: t('This import is not in the lab.') })
  return JSON.parse(row.rejects) as StoredReject[]
}

const history = (store: LabStore): ImportHistory => {
  const rows = store.db.prepare('SELECT id, wall_ms, actor, files, counts, rejected_rows FROM import_batch ORDER BY id DESC').all() as {
    id: number
    wall_ms: number
    actor: string
    files: string
    counts: string
    rejected_rows: number
  }[]
  return rows.map((row) => {
    const counts = JSON.parse(row.counts) as { created?: number; updated?: number }
    return {
      id: row.id,
      wallMs: row.wall_ms,
      actor: row.actor,
      files: (JSON.parse(row.files) as { name: string }[]).map(({ name }) => name),
      created: counts.created ?? 0,
      updated: counts.updated ?? 0,
      rejectedRows: row.rejected_rows,
    }
  })
}
