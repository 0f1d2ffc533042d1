import type { SetupIssue } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import { contains, overlaps, parseCidr } from '../mapping/ipv4.ts'
import { ruleYear, type SetupContext } from './context.ts'
import { findNamed, Issues, sameName } from './issue.ts'
import { isNetworkName, isStorageName, isSubnetName } from './names.ts'
import { regionNamed, sameRegion } from './regions.ts'
import { allAccounts, allNetworks } from './target.ts'

export const regionMismatch = (name: string, region: string, vaultRegion: string): string =>
  t("{name} is in {region}. Choose one in the vault's region, {vaultRegion}.", { name, region, vaultRegion })
export const premiumRefused = (rulePack: string): string =>
  t("Rules {rulePack} don't support premium. Choose a standard account.", { rulePack: ruleYear(rulePack) })

/** Target (S41, S42): subscription, model, one storage account, one network, and what is made inline. */
export const targetIssues = (answers: SetupAnswers, context: SetupContext): SetupIssue[] => {
  const issues = new Issues('target')
  const { target, vault } = answers
  issues.choose('subscription', target.subscription, t('subscription'))
  storageIssues(answers, context, issues)
  const network = findNamed(allNetworks(answers, context), target.network)
  if (issues.choose('network', target.network, t('network'))) {
    if (!network) issues.notFound('network', t('Azure network'), target.network)
    else {
      if (vault.region !== '' && !sameRegion(network.region, vault.region))
        issues.error('network', 'region-mismatch', regionMismatch(network.name, network.region, vault.region))
      if (network.deploymentModel !== target.deploymentModel) modelMismatch('network', network.name, target.deploymentModel, issues)
    }
  }
  target.createStorageAccounts.forEach((each, index) => {
    newAccountIssues(answers, context, index, issues)
    const twin = target.createStorageAccounts.findIndex((other) => sameName(other.name, each.name))
    if (each.name !== '' && twin < index) issues.taken(`createStorageAccounts.${index}.name`, t('Storage account'), each.name)
  })
  target.createNetworks.forEach((each, index) => {
    newNetworkIssues(answers, context, index, issues)
    const twin = target.createNetworks.findIndex((other) => sameName(other.name, each.name))
    if (each.name !== '' && twin < index) issues.taken(`createNetworks.${index}.name`, t('Azure network'), each.name)
  })
  return issues.list
}

const modelMismatch = (field: string, name: string, model: string, issues: Issues): void =>
  issues.error(
    field,
    'model-mismatch',
    t('{name} belongs to the other deployment model.', { name }),
    model === 'classic' ? t('Choose a classic one.') : t('Choose one of Resource Manager.'),
  )

const storageIssues = (answers: SetupAnswers, context: SetupContext, issues: Issues): void => {
  const { target, vault } = answers
  const accounts = allAccounts(answers, context)
  const account = findNamed(accounts, target.storageAccount)
  if (issues.choose('storageAccount', target.storageAccount, t('storage account'))) {
    if (!account) issues.notFound('storageAccount', t('storage account'), target.storageAccount)
    else {
      if (vault.region !== '' && !sameRegion(account.region, vault.region))
        issues.error('storageAccount', 'region-mismatch', regionMismatch(account.name, account.region, vault.region))
      if (account.deploymentModel !== target.deploymentModel) modelMismatch('storageAccount', account.name, target.deploymentModel, issues)
    }
  }
  if (account?.type !== 'Premium_LRS') return
  if (ruleYear(context.rulePack) <= 2016) issues.error('storageAccount', 'storage-premium', premiumRefused(context.rulePack))
  const log = findNamed(accounts, target.logStorageAccount)
  if (!log || log.type === 'Premium_LRS')
    issues.error('logStorageAccount', 'log-account', t('Premium also needs a standard account for replication logs.'))
  else if (vault.region !== '' && !sameRegion(log.region, vault.region))
    issues.error('logStorageAccount', 'region-mismatch', regionMismatch(log.name, log.region, vault.region))
}

const newAccountIssues = (answers: SetupAnswers, context: SetupContext, index: number, issues: Issues): void => {
  const each = answers.target.createStorageAccounts[index]
  if (!each) return
  const at = `createStorageAccounts.${index}`
  if (issues.enter(`${at}.name`, each.name, t('name'))) {
    const existing = findNamed(context.storageAccounts, each.name)
    if (!isStorageName(each.name)) issues.error(`${at}.name`, 'storage-name', t('Use 3 to 24 lower-case letters and digits.'))
    // The same account once more is no conflict: Finish may run again with the same answers.
    else if (existing && (existing.type !== each.type || !sameRegion(existing.region, each.region)))
      issues.taken(`${at}.name`, t('Storage account'), each.name)
  }
  regionIssues(`${at}.region`, each.name, each.region, answers, issues)
  if (each.type === 'Premium_LRS' && ruleYear(context.rulePack) <= 2016)
    issues.error(`${at}.type`, 'storage-premium', premiumRefused(context.rulePack))
  if (answers.target.deploymentModel === 'classic')
    issues.warn(
      `${at}.name`,
      'classic-inline',
      t('Classic accounts are created in the portal only.'),
      t('Create it there under this name, or choose Resource Manager.'),
    )
}

const regionIssues = (field: string, name: string, region: string, { vault }: SetupAnswers, issues: Issues): void => {
  if (!issues.choose(field, region, t('location'))) return
  if (!regionNamed(region)) issues.notFound(field, t('Azure region'), region, t('Choose a region of the list.'))
  else if (vault.region !== '' && !sameRegion(region, vault.region))
    issues.error(field, 'region-mismatch', regionMismatch(name, region, vault.region))
}

const newNetworkIssues = (answers: SetupAnswers, context: SetupContext, index: number, issues: Issues): void => {
  const each = answers.target.createNetworks[index]
  if (!each) return
  const at = `createNetworks.${index}`
  if (issues.enter(`${at}.name`, each.name, t('name'))) {
    const existing = findNamed(context.networks, each.name)
    if (!isNetworkName(each.name))
      issues.error(
        `${at}.name`,
        'network-name',
        t('Use 2 to 64 letters, digits, dots, hyphens, underscores; begin with a letter or digit.'),
      )
    else if (existing && (existing.addressRange !== each.addressRange || !sameRegion(existing.region, each.region)))
      issues.taken(`${at}.name`, t('Azure network'), each.name)
  }
  regionIssues(`${at}.region`, each.name, each.region, answers, issues)
  if (answers.target.deploymentModel === 'classic')
    issues.warn(
      `${at}.name`,
      'classic-inline',
      t('Classic networks are created in the portal only.'),
      t('Create it there under this name, or choose Resource Manager.'),
    )
  const outer = parseCidr(each.addressRange)
  if (!outer || outer.prefix < 2 || outer.prefix > 29)
    issues.error(`${at}.addressRange`, 'cidr-invalid', t('Write a range like 10.20.0.0/16.'))
  else warnOverlap(`${at}.addressRange`, each.addressRange, context, issues)
  if (each.subnets.length === 0) issues.error(`${at}.subnets`, 'required', t('Enter subnet name.'))
  each.subnets.forEach((subnet, n) => {
    const here = `${at}.subnets.${n}`
    if (issues.enter(`${here}.name`, subnet.name, t('subnet name'))) {
      if (!isSubnetName(subnet.name))
        issues.error(`${here}.name`, 'subnet-name', t('Use 1 to 80 letters, digits, dots, hyphens, underscores.'))
      if (each.subnets.slice(0, n).some((other) => sameName(other.name, subnet.name)))
        issues.taken(`${here}.name`, t('Subnet'), subnet.name)
    }
    const inner = parseCidr(subnet.range)
    if (!inner || inner.prefix > 29) {
      issues.error(`${here}.range`, 'cidr-invalid', t('Write a range like 10.20.0.0/16.'))
      return
    }
    if (outer && !contains(outer, inner))
      issues.error(
        `${here}.range`,
        'subnet-outside',
        t('{range} is outside {addressRange}.', { range: subnet.range, addressRange: each.addressRange }),
      )
    for (const other of each.subnets.slice(0, n)) {
      const range = parseCidr(other.range)
      if (range && overlaps(range, inner))
        issues.error(`${here}.range`, 'cidr-overlap', t('{range} overlaps {range2}.', { range: subnet.range, range2: other.range }))
    }
  })
}

/** The same range on both sides can't be routed between them (N8): a caution, not a fault. */
const warnOverlap = (field: string, text: string, context: SetupContext, issues: Issues): void => {
  const range = parseCidr(text)
  if (!range) return
  for (const network of context.vmNetworks)
    for (const subnet of network.subnets) {
      const other = subnet.range === null ? null : parseCidr(subnet.range)
      if (other && overlaps(range, other)) {
        issues.warn(
          field,
          'cidr-overlap',
          t('{text} overlaps {range}.', { text, range: subnet.range }),
          t("{subnet} of {network} has it on your site; a VPN can't route between both.", { subnet: subnet.name, network: network.name }),
        )
        return
      }
    }
}
