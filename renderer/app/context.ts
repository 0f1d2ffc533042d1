import { createContext, useContext } from 'react'
import type { RootStore } from './root-store.ts'

export const RootContext = createContext<RootStore | null>(null)

/** The stores of this window. Throws outside of `RootContext`, which is a fault of the program. */
export const useRoot = (): RootStore => {
  const root = useContext(RootContext)
  if (!root) throw new Error('useRoot needs a RootContext around it')
  return root
}
