import { observer } from 'mobx-react-lite'
import { AboutDialog } from '../features/about/about-dialog.tsx'
import { RewindDialog } from '../features/clock/rewind-dialog.tsx'
import { RunToDialog } from '../features/clock/run-to-dialog.tsx'
import { GettingStartedDialog } from '../features/getting-started/getting-started-dialog.tsx'
import { ImportDialog } from '../features/imports/import-dialog.tsx'
import { kindTitles } from '../features/inventory/kinds.ts'
import { AboutTileDialog, RenameTileDialog } from '../features/overview/tile-dialogs.tsx'
import { KeyboardMapDialog } from '../features/palette/keyboard-map-dialog.tsx'
import { PaletteDialog } from '../features/palette/palette-dialog.tsx'
import { CreatePlanDialog } from '../features/recovery-plans/create-plan-dialog.tsx'
import { DeletePlanDialog, RenamePlanDialog } from '../features/recovery-plans/plan-dialogs.tsx'
import { ExportPlanDialog } from '../features/recovery-plans/plan-export-dialog.tsx'
import { RunPlanDialog } from '../features/recovery-plans/run-plan-dialog.tsx'
import { AzureLimitsDialog } from '../features/replication/azure-limits-dialog.tsx'
import { EnableDialog } from '../features/replication/enable/enable-dialog.tsx'
import { ItemDialog } from '../features/replication/item-dialog.tsx'
import { CreateRunAsDialog } from '../features/run-as/create-run-as-dialog.tsx'
import { DeleteRunAsDialog } from '../features/run-as/delete-run-as-dialog.tsx'
import { RunAsPasswordDialog } from '../features/run-as/run-as-password-dialog.tsx'
import { LabPropertiesDialog } from '../features/start/lab-properties-dialog.tsx'
import { NewLabDialog } from '../features/start/new-lab-dialog.tsx'
import { TourDialog } from '../features/tour/tour-dialog.tsx'
import { useRoot } from './context.ts'

/** The dialog that is open, if one is. */
export const Dialogs = observer(function Dialogs() {
  const { dialog } = useRoot()
  switch (dialog?.name) {
    case undefined:
      return null
    case 'import':
      return <ImportDialog files={dialog.files} />
    case 'getting-started':
      return <GettingStartedDialog />
    case 'new-lab':
      return <NewLabDialog />
    case 'lab-properties':
      return <LabPropertiesDialog />
    case 'about':
      return <AboutDialog />
    case 'palette':
      return <PaletteDialog />
    case 'keyboard-map':
      return <KeyboardMapDialog />
    case 'tour':
      return <TourDialog />
    case 'plan-create':
      return <CreatePlanDialog />
    case 'plan-run':
      return <RunPlanDialog id={dialog.id} plan={dialog.plan} kind={dialog.kind} />
    case 'plan-rename':
      return <RenamePlanDialog id={dialog.id} plan={dialog.plan} />
    case 'plan-export':
      return <ExportPlanDialog id={dialog.id} plan={dialog.plan} />
    case 'plan-delete':
      return <DeletePlanDialog id={dialog.id} plan={dialog.plan} />
    case 'rewind':
      return <RewindDialog />
    case 'run-to':
      return <RunToDialog />
    case 'run-as-create':
      return <CreateRunAsDialog />
    case 'run-as-password':
      return <RunAsPasswordDialog id={dialog.id} />
    case 'tile-rename':
      return <RenameTileDialog title={dialog.title} value={dialog.value} save={dialog.save} />
    case 'tile-about':
      return <AboutTileDialog title={dialog.title} about={dialog.about} figures={dialog.figures} titles={kindTitles} />
    case 'enable-replication':
      return <EnableDialog />
    case 'azure-limits':
      return <AzureLimitsDialog />
    case 'item':
      return <ItemDialog verb={dialog.verb} ids={dialog.ids} title={dialog.title} />
    case 'run-as-delete':
      return <DeleteRunAsDialog id={dialog.id} />
  }
})
