import type { SetupIssue } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import type { SetupContext } from './context.ts'
import { findNamed, Issues, sameName } from './issue.ts'
import { isResourceGroupName, isVaultName } from './names.ts'
import { regionNamed, sameRegion } from './regions.ts'

/** Vault (S16-S18): a new one, or one of the lab by its name. */
export const vaultIssues = ({ vault }: SetupAnswers, context: SetupContext): SetupIssue[] => {
  const issues = new Issues('vault')
  const existing = findNamed(context.vaults, vault.name)
  if (issues.enter('name', vault.name, t('name')) && !existing && !isVaultName(vault.name))
    issues.error('name', 'vault-name', t('Use 2 to 50 letters, digits, hyphens; begin with a letter.'))
  issues.choose('subscription', vault.subscription, t('subscription'))
  checkGroup(vault, context, issues)
  if (issues.choose('region', vault.region, t('location')) && !regionNamed(vault.region))
    issues.notFound('region', t('Azure region'), vault.region, t('Choose a region of the list.'))
  if (!existing) return issues.list
  if (vault.region !== '' && !sameRegion(vault.region, existing.region))
    issues.error(
      'region',
      'region-mismatch',
      t('{name} is in {region}. Choose that location or another vault name.', { name: existing.name, region: existing.region }),
    )
  if (vault.subscription !== '' && !sameName(vault.subscription, existing.subscription))
    issues.error(
      'subscription',
      'vault-subscription',
      t('{name} belongs to subscription {subscription}.', { name: existing.name, subscription: existing.subscription }),
      t('Choose that one.'),
    )
  if (vault.resourceGroup.name !== '' && !sameName(vault.resourceGroup.name, existing.resourceGroup))
    issues.error(
      'resourceGroup.name',
      'vault-group',
      t('{name} is in resource group {resourceGroup}.', { name: existing.name, resourceGroup: existing.resourceGroup }),
      t('Choose that one.'),
    )
  return issues.list
}

const checkGroup = (vault: SetupAnswers['vault'], context: SetupContext, issues: Issues): void => {
  const { mode, name } = vault.resourceGroup
  if (
    mode === 'new'
      ? !issues.enter('resourceGroup.name', name, t('resource group'))
      : !issues.choose('resourceGroup.name', name, t('resource group'))
  )
    return
  const existing = context.resourceGroups.find((each) => sameName(each.name, name) && sameName(each.subscription, vault.subscription))
  if (mode === 'existing') {
    if (!existing)
      issues.notFound('resourceGroup.name', t('resource group'), name, t('Choose one of the subscription, or create a new one.'))
    return
  }
  if (name.length > 90) issues.length('resourceGroup.name', name, 90)
  else if (!isResourceGroupName(name))
    issues.error(
      'resourceGroup.name',
      'resource-group-name',
      t("Use letters, digits, dots, hyphens, underscores, brackets; don't end with a dot."),
    )
}
