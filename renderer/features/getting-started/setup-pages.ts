import type { SetupPage } from '../../../preload/contract/setup.ts'
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
  page('prerequisites', 'Prerequisites', PrerequisitesPage),
  page('vault', 'Vault', VaultPage),
  page('protectionGoal', 'Protection goal', ProtectionGoalPage),
  page('source', 'Source', SourcePage),
  page('target', 'Target', TargetPage),
  page('networkMapping', 'Network mapping', NetworkMappingPage),
  page('replication', 'Replication settings', ReplicationPage),
  page('capacity', 'Capacity planning', CapacityPage),
  page('machines', 'Virtual machines', MachinesPage),
  page('review', 'Review', ReviewPage),
]
