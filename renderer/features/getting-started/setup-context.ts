import { createContext, useContext } from 'react'
import type { SetupOptions } from '../../../preload/contract/setup.ts'
import type { GettingStartedStore } from './getting-started-store.ts'

export const SetupContext = createContext<GettingStartedStore | null>(null)

/** The draft around a page. Throws outside of Getting Started, which is a fault of the program. */
export const useSetup = (): GettingStartedStore => {
  const store = useContext(SetupContext)
  if (!store) throw new Error('useSetup needs a GettingStartedDialog around it')
  return store
}

/** What the pages offer; the dialog draws no page before it is here. */
export const useOptions = (): SetupOptions => {
  const { options } = useSetup()
  if (!options) throw new Error('a page was drawn before its options arrived')
  return options
}
