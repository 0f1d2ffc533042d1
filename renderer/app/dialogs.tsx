import { observer } from 'mobx-react-lite'
import { useEffect } from 'react'
import { DialogContext, useRoot } from './context.ts'

/** The dialog that is open, if one is. */
export const Dialogs = observer(function Dialogs() {
  const { dialog, later } = useRoot()
  const isOpen = dialog !== null
  useEffect(() => {
    if (isOpen) void later.load()
  }, [isOpen, later])
  if (!dialog || !later.parts) return null
  const { DialogOf } = later.parts
  return (
    <DialogContext value={dialog}>
      <DialogOf dialog={dialog} />
    </DialogContext>
  )
})
