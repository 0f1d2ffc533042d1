import type { ComponentType } from 'react'
import { AboutDialog } from '../features/about/about-dialog.tsx'
import { ConnectView } from '../features/azure/connect-view.tsx'
import { BranchesView } from '../features/clock/branches-view.tsx'
import { ModelView } from '../features/clock/model-view.tsx'
import { RewindDialog } from '../features/clock/rewind-dialog.tsx'
import { RunToDialog } from '../features/clock/run-to-dialog.tsx'
import { GettingStartedDialog } from '../features/getting-started/getting-started-dialog.tsx'
import { GettingStartedView } from '../features/getting-started/getting-started-view.tsx'
import { ImportDialog } from '../features/imports/import-dialog.tsx'
import { kindTitles } from '../features/inventory/kinds.ts'
import { OverviewView } from '../features/overview/overview-view.tsx'
import { AboutTileDialog, RenameTileDialog } from '../features/overview/tile-dialogs.tsx'
import { KeyboardMapDialog } from '../features/palette/keyboard-map-dialog.tsx'
import { PaletteDialog } from '../features/palette/palette-dialog.tsx'
import { PlanView } from '../features/plan/plan-view.tsx'
import { ReadinessView } from '../features/readiness/readiness-view.tsx'
import { CreatePlanDialog } from '../features/recovery-plans/create-plan-dialog.tsx'
import { DeletePlanDialog, RenamePlanDialog } from '../features/recovery-plans/plan-dialogs.tsx'
import { ExportPlanDialog } from '../features/recovery-plans/plan-export-dialog.tsx'
import { PlanPageView } from '../features/recovery-plans/plan-page-view.tsx'
import { RunPlanDialog } from '../features/recovery-plans/run-plan-dialog.tsx'
import { AzureLimitsDialog } from '../features/replication/azure-limits-dialog.tsx'
import { EnableDialog } from '../features/replication/enable/enable-dialog.tsx'
import { ItemDialog } from '../features/replication/item-dialog.tsx'
import { ItemView } from '../features/replication/item-view.tsx'
import { CreateRunAsDialog } from '../features/run-as/create-run-as-dialog.tsx'
import { DeleteRunAsDialog } from '../features/run-as/delete-run-as-dialog.tsx'
import { RunAsPasswordDialog } from '../features/run-as/run-as-password-dialog.tsx'
import { ConsoleOptionsView } from '../features/settings/console-options-view.tsx'
import { PasswordsView } from '../features/settings/passwords-view.tsx'
import { RulePacksView } from '../features/settings/rule-packs-view.tsx'
import { LabPropertiesDialog } from '../features/start/lab-properties-dialog.tsx'
import { NewLabDialog } from '../features/start/new-lab-dialog.tsx'
import { TourDialog } from '../features/tour/tour-dialog.tsx'
import type { DialogState } from './root-store.ts'

// Everything that the first picture of a lab does without: read and compiled after it, in one piece (later-store.ts).

export { RunAsFrame } from '../features/run-as/run-as-frame.tsx'

/** Pages that are no list, by the id of their node in the navigation tree: one line a page. */
export const pages: Record<string, ComponentType> = {
  'page:model': ModelView,
  'page:overview': OverviewView,
  'page:getting-started': GettingStartedView,
  'page:connect': ConnectView,
  'page:item': ItemView,
  'page:plan': PlanView,
  'page:recovery-plan': PlanPageView,
  'page:readiness': ReadinessView,
  'page:branches': BranchesView,
  'page:console-options': ConsoleOptionsView,
  'page:passwords': PasswordsView,
  'page:rule-packs': RulePacksView,
}

/** The dialog that is open. */
export const DialogOf = ({ dialog }: { dialog: DialogState }) => {
  switch (dialog.name) {
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
}
