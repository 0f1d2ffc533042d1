import type * as z from 'zod'
import type { ImportResult, importProgress, imports } from '../../../preload/contract/imports.ts'
import type { ImportFile } from './read-file.ts'

export type Progress = z.infer<typeof importProgress>
export type ImportHistory = z.infer<(typeof imports)['members']['history']['output']>

export interface ImportOptions {
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
  /** Told the job as soon as it is in the history; null for a preview. */
  onJob?: (jobId: number | null) => void
  /** Kept with the job, to start it again. */
  restart?: unknown
}

export interface ImportService {
  /** Reads and merges everything, then takes it back. */
  preview(files: readonly ImportFile[], options?: ImportOptions): Promise<ImportResult>
  run(files: readonly ImportFile[], options?: ImportOptions): Promise<ImportResult>
  saveRejects(batchId: number | null, path: string): { rows: number }
  history(): ImportHistory
}

/** Tells listeners how far an import is. */
export interface ImportProgress {
  tell(phase: Progress['phase'], rows: number, bytes: number): void
}
