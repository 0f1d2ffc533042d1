import { Link, makeStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../../../preload/contract/words.ts'
import { FactList } from '../../../ui/fact-list.tsx'
import { formatBytes, formatCount } from '../../../ui/format.ts'
import { Note, Section } from '../../../wizard/page-layout.tsx'
import { useWizard } from '../../../wizard/wizard-context.ts'
import { useEnable } from './enable-context.ts'

const useStyles = makeStyles({ edit: { fontSize: 'inherit', lineHeight: 'inherit' } })

/** Everything once more, with a way back to each page. */
export const SummaryPage = observer(function SummaryPage() {
  const enable = useEnable()
  const wizard = useWizard()
  const styles = useStyles()
  const { chosen, choices } = enable
  const bytes = chosen.reduce((sum, machine) => {
    const left = enable.changes.get(machine.vmId)?.excludedDiskIds ?? []
    return sum + machine.disks.reduce((all, disk) => all + (left.includes(disk.id) ? 0 : (disk.sizeBytes ?? 0)), 0)
  }, 0)
  const names = chosen.slice(0, 12).map((machine) => machine.name)
  const network = choices?.networks.find((each) => each.id === enable.networkId)
  const lines: [page: string, label: string, value: string][] = [
    ['source', t('Source'), enable.cloud === '' ? t('All clouds with a replication policy') : enable.cloud],
    [
      'target',
      t('Azure network'),
      enable.network === 'now' ? [network?.name, enable.subnet].filter(Boolean).join(' / ') : t('Where each network is mapped to'),
    ],
    [
      'machines',
      t('Virtual machines'),
      t('{n}: {names}', {
        n: formatCount(chosen.length),
        names: names.join(', ') + (chosen.length > names.length ? ', ...' : ''),
      }),
    ],
    ['properties', t('Disks to replicate'), formatBytes(bytes)],
    [
      'settings',
      t('Replication policy'),
      choices?.policies.find((policy) => policy.id === enable.policyId)?.name ?? t('The policy of each cloud'),
    ],
  ]
  return (
    <Section>
      <FactList
        facts={lines.map(([page, label, value]) => ({
          id: page,
          label,
          top: true,
          value: (
            <>
              {value}{' '}
              <Link inline as="button" className={styles.edit} aria-label={t('Edit {label}', { label })} onClick={() => wizard.fix(page)}>
                {t('Edit')}
              </Link>
            </>
          ),
        }))}
      />
      <Note>{t('Initial replication begins when the clock of the lab moves.')}</Note>
    </Section>
  )
})
