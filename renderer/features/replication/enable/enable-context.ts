import { createContext, useContext } from 'react'
import type { EnableStore } from './enable-store.ts'

export const EnableContext = createContext<EnableStore | null>(null)

/** The answers around a page. Throws outside of Enable replication, which is a fault of the program. */
export const useEnable = (): EnableStore => {
  const store = useContext(EnableContext)
  if (!store) throw new Error('useEnable needs an EnableDialog around it')
  return store
}
