import { acquireLabLock, type LabOwner, thisProcess } from '../../../native-db/database/lock.ts'
import { type OpenLabOptions, openLab } from './lab-files.ts'
import type { LabStore } from './lab-store.types.ts'

/**
 * Opens a lab as its one owner and gives it free again on `close`; for programs in which the same process locks and
 * writes (the CLI). Throws what `acquireLabLock` and `openLab` throw.
 */
export const openOwnedLab = (file: string, options: OpenLabOptions & { owner?: LabOwner }): LabStore => {
  const lock = acquireLabLock(file, options.owner ?? thisProcess(options.wall()))
  try {
    return openLab(file, { ...options, onClosed: lock.release })
  } catch (error) {
    lock.release()
    throw error
  }
}
