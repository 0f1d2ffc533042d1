import type { WebFrameMain } from 'electron'
import { appOrigin } from '../../preload/contract/wire.ts'

/** True only for the top frame of a document of our own origin; a frame that is gone (null) is not ours. */
export const isOurTopFrame = (frame: Pick<WebFrameMain, 'parent' | 'origin'> | null | undefined): boolean => {
  try {
    return frame != null && frame.parent === null && frame.origin === appOrigin
  } catch {
    // Electron throws when the frame was disposed between the message and this look at it.
    return false
  }
}
