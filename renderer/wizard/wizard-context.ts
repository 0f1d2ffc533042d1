import { createContext, useContext } from 'react'
import type { WizardStore } from './wizard-store.ts'

export const WizardContext = createContext<WizardStore | null>(null)

/** The wizard around a page. Throws outside of one, which is a fault of the program. */
export const useWizard = (): WizardStore => {
  const wizard = useContext(WizardContext)
  if (!wizard) throw new Error('useWizard needs a WizardDialog around it')
  return wizard
}
