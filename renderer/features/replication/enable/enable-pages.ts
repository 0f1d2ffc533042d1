import { t } from '../../../../preload/contract/words.ts'
import type { WizardPage } from '../../../wizard/wizard-page.ts'
import { MachinesPage } from './machines-page.tsx'
import { PropertiesPage } from './properties-page.tsx'
import { SettingsPage } from './settings-page.tsx'
import { SourcePage } from './source-page.tsx'
import { SummaryPage } from './summary-page.tsx'
import { TargetPage } from './target-page.tsx'

const page = (id: string, title: string, Page: WizardPage['Page']): WizardPage => ({ id, title, Page, screen: `W12-${id}` })

/** The pages of Enable replication, as the portal orders and words them. */
export const enablePages: readonly WizardPage[] = [
  page('source', t('Source'), SourcePage),
  page('target', t('Target'), TargetPage),
  page('machines', t('Virtual machines'), MachinesPage),
  page('properties', t('Properties'), PropertiesPage),
  page('settings', t('Replication settings'), SettingsPage),
  page('summary', t('Summary'), SummaryPage),
]
