import { when } from 'mobx'
import type { RootStore } from './root-store.ts'

/** A place that never shows what it waits for holds nothing up for longer, in ms. */
const longestMs = 2000
/** The page may be busy or out of sight: then it is done all the same after this, in ms. */
const idleMs = 200

/** Does `work` when nothing that people wait for is left to do: the first rows are on screen, or there are none. */
export const afterPicture = (root: Pick<RootStore, 'isPictured'>, work: () => void): void => {
  const begin = () => requestIdleCallback(work, { timeout: idleMs })
  when(() => root.isPictured, { timeout: longestMs }).then(begin, begin)
}
