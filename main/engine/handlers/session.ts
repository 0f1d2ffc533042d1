import type { HandlersFor } from '../../../preload/contract/area.ts'
import type { LabInfo } from '../../../preload/contract/lab.ts'
import type { session } from '../../../preload/contract/session.ts'
import type { LabSession } from '../lab-session.ts'

/** The lab itself; main hears of a new name, for the window's title. */
export const sessionHandlers = (
  open: () => LabSession | null,
  current: () => LabSession,
  changed: (lab: LabInfo) => void,
): HandlersFor<typeof session> => {
  return {
    lab: () => open()?.session.lab(undefined) ?? null,
    rename: async (input) => {
      const lab = await current().session.rename(input)
      changed(lab)
      return lab
    },
    check: () => current().session.check(undefined),
  }
}
