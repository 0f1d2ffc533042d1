import { failedWith } from './job-rows.ts'
import type { LabBatch } from './lab-batch.ts'
import type { BatchTx } from './lab-store.types.ts'

/** The same batch, with the errors of SQLite mapped; a failed commit takes everything back. */
export const guarded = (batch: LabBatch, mapped: (error: unknown) => unknown): BatchTx => {
  const attempt = <R>(work: () => R): R => {
    try {
      return work()
    } catch (error) {
      throw mapped(error)
    }
  }
  return {
    db: batch.db,
    batchId: batch.batchId,
    jobId: batch.jobId,
    step: (name) => attempt(() => batch.step(name)),
    insert: (table, row, at) => attempt(() => batch.insert(table, row, at)),
    update: (table, id, patch, at) => attempt(() => batch.update(table, id, patch, at)),
    commit: (result) =>
      attempt(() => {
        try {
          return batch.commit(result)
        } catch (error) {
          batch.rollback(failedWith(mapped(error)))
          throw error
        }
      }),
    commitInTurns: async (result, breath) => {
      try {
        return await batch.commitInTurns(result, breath)
      } catch (error) {
        const told = mapped(error)
        attempt(() => batch.rollback(failedWith(told)))
        throw told
      }
    },
    rollback: (end) => attempt(() => batch.rollback(end)),
  }
}
