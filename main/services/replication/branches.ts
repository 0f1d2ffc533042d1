import type { BranchInfo } from '../../../preload/contract/clock.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { type LabSimulation, linesOf } from './lab-simulation.ts'
import { lineage, storedLines } from './simulation-store.ts'

interface BranchRow {
  id: number
  parent_id: number | null
  from_ms: number
  opened_wall_ms: number
  left_ms: number | null
  left_lines: number | null
}

/** Every branch of the lab's time; those that were left stay as they were. */
export const branchesOf = (simulation: LabSimulation): BranchInfo[] => {
  const { db } = simulation.store
  const current = db.prepare('SELECT branch FROM lab').pluck().get() as number
  return (db.prepare('SELECT * FROM branch ORDER BY id').all() as BranchRow[]).map((row) => ({
    id: row.id,
    parent: row.parent_id,
    fromMs: row.from_ms,
    toMs: row.left_ms ?? simulation.nowMs,
    events: row.left_lines ?? simulation.lines,
    current: row.id === current,
    openedWallMs: row.opened_wall_ms,
  }))
}

/** Some lines of the event log of a branch. Throws AppError `not-found`. */
export const branchLines = (
  simulation: LabSimulation,
  { branch, offset, limit }: { branch: number; offset: number; limit: number },
): { total: number; lines: string[] } => {
  const found = branchesOf(simulation).find((each) => each.id === branch)
  if (found === undefined)
    throw new AppError({
      code: 'not-found',
      message: t('The lab has no branch {branch}.', { branch }),
      remedy: t('Choose one of the list.'),
      field: 'branch',
    })
  const { db } = simulation.store
  const pieces = found.current ? simulation.logText(offset) : storedLines(db, lineage(db, branch), offset)
  const lines: string[] = []
  for (const line of linesOf(pieces)) {
    if (lines.length >= limit) break
    lines.push(line.trimEnd())
  }
  return { total: found.events, lines }
}
