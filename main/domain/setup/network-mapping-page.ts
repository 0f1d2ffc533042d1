import type { SetupIssue } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import { landings } from '../mapping/landing.ts'
import type { SetupContext, VmNetworkFacts } from './context.ts'
import { findNamed, Issues, sameName } from './issue.ts'
import { sameRegion } from './regions.ts'
import { allNetworks } from './target.ts'
import { regionMismatch } from './target-page.ts'

export const networksOf = (vmmServer: string, context: SetupContext): VmNetworkFacts[] =>
  context.vmNetworks.filter((each) => each.vmmServer === null || sameName(each.vmmServer, vmmServer))

/** Network mapping (S43-S45, N1-N5): many VM networks may go to one Azure network, one VM network to one only. */
export const networkMappingIssues = (answers: SetupAnswers, context: SetupContext): SetupIssue[] => {
  const issues = new Issues('networkMapping')
  const { mappings } = answers.networkMapping
  const targets = allNetworks(answers, context)
  mappings.forEach((each, index) => {
    const at = `mappings.${index}`
    const source = findNamed(context.vmNetworks, each.source)
    if (issues.choose(`${at}.source`, each.source, t('source network')) && !source)
      issues.notFound(`${at}.source`, t('VM network'), each.source)
    if (each.source !== '' && mappings.slice(0, index).some((other) => sameName(other.source, each.source)))
      issues.error(`${at}.source`, 'mapping-twice', t('{source} is mapped twice.', { source: each.source }), t('Keep one target for it.'))
    if (!issues.choose(`${at}.target`, each.target, t('target network'))) return
    const target = findNamed(targets, each.target)
    if (!target) {
      issues.notFound(`${at}.target`, t('Azure network'), each.target)
      return
    }
    if (answers.vault.region !== '' && !sameRegion(target.region, answers.vault.region))
      issues.error(`${at}.target`, 'region-mismatch', regionMismatch(target.name, target.region, answers.vault.region))
    const names = target.subnets.map((subnet) => subnet.name)
    for (const landing of landings(source?.subnets.map((subnet) => subnet.name) ?? [], names))
      if (landing.warning) issues.warn(`${at}.target`, 'subnet-fallback', landing.warning)
  })
  const used = networksOf(answers.source.vmmServer, context).filter((each) => each.vms > 0)
  const open = used.filter((each) => !mappings.some((mapping) => sameName(mapping.source, each.name) && mapping.target !== ''))
  for (const each of open)
    issues.warn(
      'mappings',
      'not-mapped',
      t("{name} isn't mapped. Its {vms} machines reach only members of their recovery plan.", { name: each.name, vms: each.vms }),
      t('Choose a target network for it.'),
    )
  for (const each of used)
    if (each.logicalNetwork === null && !open.includes(each))
      issues.warn(
        'mappings',
        'no-logical-network',
        t("The import doesn't tell the logical network of {name}.", { name: each.name }),
        t('Check in VMM that it is linked to one of the cloud.'),
      )
  return issues.list
}
