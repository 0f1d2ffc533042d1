import { userInfo } from 'node:os'
import type { HandlersFor } from '../../preload/contract/area.ts'
import type { LabInfo } from '../../preload/contract/lab.ts'
import type { session } from '../../preload/contract/session.ts'
import { t } from '../../preload/contract/words.ts'
import { checkLab } from './lab/check.ts'
import type { LabStore } from './lab/lab-store.types.ts'

export interface SessionParts {
  store: LabStore
  /** Where the clock stands, also while it plays. */
  nowMs(): number
  /** Name of the lab file as the user knows it, without its folder. */
  fileName: string
  /** Who acts; the OS user unless given. */
  actor?: string
}

interface LabRow {
  lab_id: string
  name: string
  seed: number
  time_zone: string
  branch: number
  rule_pack: string
  saved_wall_ms: number
}

/** What the window shows of the open lab itself. */
export const createSessionService = ({ store, fileName, actor, nowMs }: SessionParts): HandlersFor<typeof session> => {
  const info = (): LabInfo => {
    const row = store.db
      .prepare('SELECT *, coalesce((SELECT max(ended_wall_ms) FROM job), created_wall_ms) AS saved_wall_ms FROM lab')
      .get() as LabRow
    return {
      labId: row.lab_id,
      name: row.name,
      fileName,
      readOnly: store.readOnly,
      readOnlyReason: store.readOnlyReason,
      seed: row.seed,
      clockMs: nowMs(),
      timeZone: row.time_zone,
      branch: row.branch,
      rulePack: row.rule_pack,
      revision: store.revision,
      savedWallMs: row.saved_wall_ms,
    }
  }
  return {
    lab: () => info(),
    rename: ({ name }) => {
      const wanted = name.trim()
      const action = {
        kind: 'lab.rename',
        name: t('Rename lab to {wanted}', { wanted }),
        actor: actor ?? userInfo().username,
        target: { kind: 'lab', id: 1, name: wanted },
      }
      if (wanted !== '' && wanted !== info().name) store.apply(action, (tx) => tx.update('lab', 1, { name: wanted }))
      return info()
    },
    check: () => checkLab(store.db),
  }
}
