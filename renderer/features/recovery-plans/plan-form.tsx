import { observer } from 'mobx-react-lite'
import { type ReactNode, useState } from 'react'
import { Request } from '../../state/request.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'

/** A dialog with one deed; it stays open and says why when the deed is refused. */
export const PlanForm = observer(function PlanForm(props: {
  name: string
  title: string
  deed: string
  ready?: boolean
  wide?: boolean
  onSubmit: () => unknown
  onClose: () => void
  children: ReactNode
}) {
  const [doing] = useState(() => new Request())
  return (
    <FormDialog
      name={props.name}
      title={props.title}
      deed={props.deed}
      error={doing.error}
      busy={doing.busy || props.ready === false}
      wide={props.wide ?? false}
      onSubmit={() => void doing.once(async () => props.onSubmit())}
      onClose={props.onClose}
    >
      {props.children}
    </FormDialog>
  )
})
