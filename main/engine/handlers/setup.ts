import type { HandlersFor } from '../../../preload/contract/area.ts'
import { setup } from '../../../preload/contract/setup.ts'
import { forward } from '../forward.ts'
import type { LabSession } from '../lab-session.ts'

/** Getting Started; once Finish is committed, main may forget which keychain entries it would have to take back. */
export const setupHandlers = (current: () => LabSession, secretsKept: () => Promise<unknown>): HandlersFor<typeof setup> => ({
  ...forward(setup, () => current().setup),
  finish: async (input) => {
    const done = await current().setup.finish(input)
    await secretsKept()
    return done
  },
})
