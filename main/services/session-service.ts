import { userInfo } from 'node:os'
import type { HandlersFor } from '../../preload/contract/area.ts'
import type { LabInfo } from '../../preload/contract/lab.ts'
import type { session } from '../../preload/contract/session.ts'
import { t } from '../../preload/contract/words.ts'
import { checkLab } from './lab/check.ts'
import { readLabInfo } from './lab/lab-info.ts'
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

/** What the window shows of the open lab itself. */
export const createSessionService = ({ store, fileName, actor, nowMs }: SessionParts): HandlersFor<typeof session> => {
  const info = (): LabInfo => readLabInfo(store, fileName, nowMs())
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
