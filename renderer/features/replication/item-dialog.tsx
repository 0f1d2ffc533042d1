import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { useRoot } from '../../app/context.ts'
import type { ItemDialogVerb } from '../../app/root-store.ts'
import { ChangePointDialog } from './change-point-dialog.tsx'
import { ChangePolicyDialog } from './change-policy-dialog.tsx'
import { CleanupDialog } from './cleanup-dialog.tsx'
import { CancelDialog, CommitDialog, CompleteFailoverDialog, ReverseDialog } from './confirm-dialogs.tsx'
import { DisableDialog } from './disable-dialog.tsx'
import { FailbackDialog } from './failback-dialog.tsx'
import { ItemActionStore } from './item-action-store.ts'
import type { ItemDialogProps } from './item-form.tsx'
import { PlannedDialog } from './planned-dialog.tsx'
import { TestFailoverDialog } from './test-failover-dialog.tsx'
import { UnplannedDialog } from './unplanned-dialog.tsx'

const dialogs: Record<ItemDialogVerb, React.ComponentType<ItemDialogProps>> = {
  testFailover: TestFailoverDialog,
  cleanup: CleanupDialog,
  planned: PlannedDialog,
  unplanned: UnplannedDialog,
  commit: CommitDialog,
  changePoint: ChangePointDialog,
  failback: FailbackDialog,
  completeFailover: CompleteFailoverDialog,
  reverse: ReverseDialog,
  changePolicy: ChangePolicyDialog,
  cancel: CancelDialog,
  disable: DisableDialog,
}

/** Asks before something is done to replicated items: one dialog a verb, over one store. */
export const ItemDialog = observer(function ItemDialog({
  verb,
  ids,
  title,
}: {
  verb: ItemDialogVerb
  ids: readonly number[]
  title: string
}) {
  const root = useRoot()
  const [store] = useState(() => new ItemActionStore(root.api, verb, ids))
  useEffect(() => void store.load(), [store])
  const Dialog = dialogs[verb]
  return <Dialog store={store} title={title} />
})
