import { createHash } from 'node:crypto'
import type { BranchInfo } from '../../../preload/contract/clock.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { linesOf, storedLines } from './log-store.ts'
import { lineage } from './simulation-store.ts'

interface BranchRow {
  id: number
  parent_id: number | null
  from_ms: number
  opened_wall_ms: number
  left_ms: number | null
  left_lines: number | null
  left_wall_ms: number | null
  actions: number
  opened_by: string | null
}

/** Inputs with something that a person did; settings that the simulation was merely told of are none. */
const branchSql = `SELECT b.*,
  (SELECT count(*) FROM simulation_input i WHERE i.branch_id = b.id AND instr(i.body, '"act":') > 0) AS actions,
  (SELECT j.owner FROM job j WHERE j.kind = 'clock.rewind' AND j.started_wall_ms = b.opened_wall_ms ORDER BY j.id LIMIT 1) AS opened_by
  FROM branch b ORDER BY b.id`

/** Every branch of the lab's time; those that were left stay as they were. */
export const branchesOf = (simulation: LabSimulation): BranchInfo[] => {
  const { db } = simulation.store
  const current = db.prepare('SELECT branch FROM lab').pluck().get() as number
  return (db.prepare(branchSql).all() as BranchRow[]).map((row) => ({
    id: row.id,
    parent: row.parent_id,
    fromMs: row.from_ms,
    toMs: row.left_ms ?? simulation.nowMs,
    events: row.left_lines ?? simulation.lines,
    actions: row.actions,
    current: row.id === current,
    openedWallMs: row.opened_wall_ms,
    openedBy: row.parent_id === null ? null : row.opened_by,
    leftWallMs: row.left_wall_ms,
  }))
}

/** Throws AppError `not-found`. */
export const branchOf = (simulation: LabSimulation, branch: number): BranchInfo => {
  const found = branchesOf(simulation).find((each) => each.id === branch)
  if (found !== undefined) return found
  throw new AppError({
    code: 'not-found',
    message: t('The lab has no branch {branch}.', { branch }),
    remedy: t('Choose one of the list.'),
    field: 'branch',
  })
}

/** sha256 over all lines of a branch. Throws AppError `not-found`. */
export const branchHash = (simulation: LabSimulation, branch: number): string => {
  if (branchOf(simulation, branch).current) return simulation.logHash()
  const hash = createHash('sha256')
  const { db } = simulation.store
  for (const text of storedLines(db, lineage(db, branch))) hash.update(text)
  return hash.digest('hex')
}

/** Some lines of the event log of a branch. Throws AppError `not-found`. */
export const branchLines = (
  simulation: LabSimulation,
  { branch, offset, limit }: { branch: number; offset: number; limit: number },
): { total: number; lines: string[] } => {
  const found = branchOf(simulation, branch)
  const { db } = simulation.store
  const pieces = found.current ? simulation.logText(offset) : storedLines(db, lineage(db, branch), offset)
  const lines: string[] = []
  for (const line of linesOf(pieces)) {
    if (lines.length >= limit) break
    lines.push(line.trimEnd())
  }
  return { total: found.events, lines }
}
