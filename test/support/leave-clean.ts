import { afterAll, vi } from 'vitest'
import { setLanguage } from '../../preload/contract/words.ts'

/** Files that share a process find it as the first one did, whatever a test before them did to it and however it ended. */
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  setLanguage('en')
})
