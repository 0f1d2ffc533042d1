import type { SetupPage } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import type { WizardPage } from '../../wizard/wizard-page.ts'
import { CapacityPage } from './pages/capacity-page.tsx'
import { MachinesPage } from './pages/machines-page.tsx'
import { NetworkMappingPage } from './pages/network-mapping-page.tsx'
import { PrerequisitesPage } from './pages/prerequisites-page.tsx'
import { ProtectionGoalPage } from './pages/protection-goal-page.tsx'
import { ReplicationPage } from './pages/replication-page.tsx'
import { ReviewPage } from './pages/review-page.tsx'
import { SourcePage } from './pages/source-page.tsx'
import { TargetPage } from './pages/target-page.tsx'
import { VaultPage } from './pages/vault-page.tsx'

const page = (id: SetupPage, title: string, Page: WizardPage['Page']): WizardPage => ({ id, title, Page, screen: `W4-${id}` })

/** The pages of Getting Started, in the order of the contract; titles as the portal words them. */
export const gettingStartedPages: readonly WizardPage[] = [
  page('prerequisites', t('Prerequisites'), PrerequisitesPage),
  page('vault', t('Vault'), VaultPage),
  page('protectionGoal', t('Protection goal'), ProtectionGoalPage),
  page('source', t('Source'), SourcePage),
  page('target', t('Target'), TargetPage),
  page('networkMapping', t('Network mapping'), NetworkMappingPage),
  page('replication', t('Replication settings'), ReplicationPage),
  page('capacity', t('Capacity planning'), CapacityPage),
  page('machines', t('Virtual machines'), MachinesPage),
  page('review', t('Review'), ReviewPage),
]
