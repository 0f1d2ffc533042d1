import type { HandlersFor } from '../../../preload/contract/area.ts'
import { runAsAccounts } from '../../../preload/contract/run-as-accounts.ts'
import { forward } from '../forward.ts'
import type { LabSession } from '../lab-session.ts'

/** Run As accounts; once a password's transaction is committed, main may forget that it would have to take the entry back. */
export const runAsHandlers = (current: () => LabSession, secretsKept: () => Promise<unknown>): HandlersFor<typeof runAsAccounts> => ({
  ...forward(runAsAccounts, () => current().runAsAccounts),
  create: async (input) => {
    const done = await current().runAsAccounts.create(input)
    await secretsKept()
    return done
  },
  setPassword: async (input) => {
    const done = await current().runAsAccounts.setPassword(input)
    await secretsKept()
    return done
  },
})
