import { createContext, useCallback, useContext } from 'react'
import type { DialogState, RootStore } from './root-store.ts'

export const RootContext = createContext<RootStore | null>(null)

/** The stores of this window. Throws outside of `RootContext`, which is a fault of the program. */
export const useRoot = (): RootStore => {
  const root = useContext(RootContext)
  if (!root) throw new Error('useRoot needs a RootContext around it')
  return root
}

export const DialogContext = createContext<DialogState | null>(null)

/** Closes the dialog that asks for it and no other: what it waited for may end when it is gone and the next one is open. */
export const useCloseDialog = (): (() => void) => {
  const root = useRoot()
  const dialog = useContext(DialogContext)
  return useCallback(() => root.closeDialog(dialog), [root, dialog])
}
