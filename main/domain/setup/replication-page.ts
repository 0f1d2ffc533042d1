import type { SetupIssue } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import { minutesOf } from '../capacity/throttle.ts'
import type { SetupContext } from './context.ts'
import { findNamed, Issues } from './issue.ts'
import { allAccounts } from './target.ts'

export const copyFrequencies: readonly number[] = [30, 300, 900]

const whole = (value: number | null, minimum: number, maximum: number): value is number =>
  value !== null && Number.isInteger(value) && value >= minimum && value <= maximum

/** Replication settings (S46-S48, P1-P3): 1 <= retention <= 24; Off or 1 to 12 and below the retention (P2). */
export const replicationIssues = (answers: SetupAnswers, context: SetupContext): SetupIssue[] => {
  const issues = new Issues('replication')
  const { replication } = answers
  if (issues.enter('policyName', replication.policyName, t('name'))) issues.length('policyName', replication.policyName, 80)
  if (!copyFrequencies.includes(replication.copyFrequencySeconds))
    issues.error('copyFrequencySeconds', 'copy-frequency', t('Choose 30 seconds, 5 minutes or 15 minutes.'))
  const account = findNamed(allAccounts(answers, context), answers.target.storageAccount)
  if (replication.copyFrequencySeconds === 30 && account?.type === 'Premium_LRS')
    issues.error('copyFrequencySeconds', 'copy-premium', t("30 seconds can't be used with premium storage."))
  const retention = replication.retentionHours
  const retentionFits = whole(retention, 1, 24)
  if (!retentionFits) issues.error('retentionHours', 'retention-range', t('Enter 1 to 24 hours.'))
  const app = replication.appConsistentHours
  if (!whole(app, 0, 12)) issues.error('appConsistentHours', 'app-range', t('Enter 1 to 12 hours, or Off.'))
  else if (app > 0 && retentionFits && app >= retention)
    issues.error('appConsistentHours', 'app-retention', t('Must be below the retention of {retention} h.', { retention }))
  if (replication.initialReplicationStart !== 'immediately' && minutesOf(replication.initialReplicationStart) === null)
    issues.error('initialReplicationStart', 'start-window', t('Choose a start within 24 hours.'))
  if (replication.encrypt && answers.source.certificateFolder.trim() === '')
    issues.error(
      'encrypt',
      'certificate-required',
      t('Encryption needs the certificate of the Provider.'),
      t('Enter where to save it on the Source page, or choose Off.'),
    )
  cloudIssues(answers, context, issues)
  return issues.list
}

const cloudIssues = (answers: SetupAnswers, context: SetupContext, issues: Issues): void => {
  const { clouds, policyName } = answers.replication
  if (clouds.length === 0) issues.error('clouds', 'required', t('Choose clouds.'))
  const server = findNamed(context.vmmServers, answers.source.vmmServer)
  clouds.forEach((cloud, index) => {
    const at = `clouds.${index}`
    if (server && !findNamed(server.clouds, cloud))
      issues.notFound(at, t('cloud'), cloud, t('Choose a cloud of {name}.', { name: server.name }))
    if (answers.source.sync === 'chosen' && !answers.source.clouds.some((each) => each.toLowerCase() === cloud.toLowerCase()))
      issues.error(
        at,
        'cloud-not-sent',
        t("{cloud} isn't sent to the vault.", { cloud }),
        t('Choose it on the Source page, or leave it out here.'),
      )
    const inUse = context.policyInUse.get(cloud)
    if (inUse !== undefined && inUse.toLowerCase() !== policyName.toLowerCase())
      issues.error(
        at,
        'cloud-associated',
        t('{cloud} has machines under policy {inUse}.', { cloud, inUse }),
        t('Use {inUse}, or leave the cloud out.', { inUse }),
      )
  })
}
