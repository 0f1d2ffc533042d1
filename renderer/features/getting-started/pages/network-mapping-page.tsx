import { Button, makeStyles, mergeClasses, Select, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { SetupOptions } from '../../../../preload/contract/setup.ts'
import { t } from '../../../../preload/contract/words.ts'
import { formatCount } from '../../../ui/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { Note } from '../../../wizard/page-layout.tsx'
import { useWizard } from '../../../wizard/wizard-context.ts'
import { useOptions, useSetup } from '../setup-context.ts'

type VmNetwork = SetupOptions['vmNetworks'][number]
type Landing = VmNetwork['lands'][number]

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', rowGap: '12px' },
  table: { ...typographyStyles.body1, width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed' },
  head: {
    ...typographyStyles.caption1Strong,
    textAlign: 'left',
    padding: '4px 8px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cell: { padding: '8px', verticalAlign: 'top', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, overflowWrap: 'anywhere' },
  name: { width: '25%' },
  figure: { width: '12%', textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  target: { width: '29%' },
  sub: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  select: { width: '100%', '& select': { minWidth: 0, width: '100%' } },
  lands: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '6px' },
  landing: { ...typographyStyles.caption1, display: 'flex', flexDirection: 'column', rowGap: '2px', alignItems: 'start' },
  row: { minHeight: '48px' },
})

const Landed = observer(({ landing, network, target }: { landing: Landing; network: VmNetwork; target: string }) => {
  const setup = useSetup()
  const options = useOptions()
  const wizard = useWizard()
  const styles = useStyles()
  const chosen = options.networks.find((n) => n.name === target)
  const fix = () => {
    const done = setup.target.addSubnet(target, landing.sourceSubnet)
    wizard.announce(
      done
        ? t('Subnet {sourceSubnet} added to {target}', { sourceSubnet: landing.sourceSubnet, target })
        : t('{target} has no free range left', { target }),
    )
  }
  return (
    <li className={styles.landing}>
      {landing.warning ? (
        <>
          <StatusWord tone="warning">{landing.targetSubnet}</StatusWord>
          <span>{landing.warning}</span>
          {chosen?.planned && landing.sourceSubnet ? (
            <Button
              size="small"
              onClick={fix}
              aria-label={t('Fix {name}: add subnet {sourceSubnet} to {target}', {
                name: network.name,
                sourceSubnet: landing.sourceSubnet,
                target,
              })}
            >
              {t('Fix')}
            </Button>
          ) : (
            <span>
              {t('{target} exists already: add a subnet {sourceSubnet} to it in Azure, or choose another target.', {
                target,
                sourceSubnet: landing.sourceSubnet,
              })}
            </span>
          )}
        </>
      ) : (
        <>
          <StatusWord tone="success">{landing.targetSubnet}</StatusWord>
          <span className={styles.sub}>
            {t('from {sourceSubnet}, {value}', {
              sourceSubnet: landing.sourceSubnet || t('any subnet'),
              value: landing.rule === 'same-name' ? t('same name') : t('first subnet'),
            })}
          </span>
        </>
      )}
    </li>
  )
})

const MappingRow = observer(({ network }: { network: VmNetwork }) => {
  const setup = useSetup()
  const options = useOptions()
  const wizard = useWizard()
  const styles = useStyles()
  const { mappings } = setup.answers.networkMapping
  const index = mappings.findIndex((m) => m.source === network.name)
  const target = mappings[index]?.target ?? ''
  const field = index < 0 ? `unmapped.${network.name}` : `mappings.${index}.target`
  const issue = index < 0 ? undefined : wizard.fieldIssue('networkMapping', field)
  const choose = (to: string) => {
    const others = mappings.filter((m) => m.source !== network.name)
    const next =
      index >= 0 && to
        ? mappings.map((m) => (m.source === network.name ? { ...m, target: to } : m))
        : [...others, { source: network.name, target: to }]
    setup.patch('networkMapping', { mappings: to ? next : others })
  }
  return (
    <tr className={styles.row} data-source={network.name}>
      <td className={styles.cell}>
        {network.name}
        <div className={styles.sub}>{network.subnets.length > 0 ? network.subnets.join(', ') : t('No subnets in the import')}</div>
      </td>
      <td className={mergeClasses(styles.cell, styles.figure)}>{formatCount(network.vms)}</td>
      <td className={styles.cell} data-field={field}>
        <Select
          className={styles.select}
          aria-label={t('Target network of {name}', { name: network.name })}
          aria-invalid={issue?.severity === 'error'}
          value={target}
          onChange={(_, data) => choose(data.value)}
        >
          <option value="">{t('Not mapped')}</option>
          {target && !options.networks.some((n) => n.name === target) && (
            <option value={target}>{t('{target} (not found)', { target })}</option>
          )}
          {options.networks.map((n) => (
            <option key={n.name} value={n.name} disabled={!n.compatible && n.name !== target}>
              {n.name}
            </option>
          ))}
        </Select>
        {issue?.severity === 'error' && <StatusWord tone="critical">{issue.message}</StatusWord>}
      </td>
      <td className={styles.cell}>
        {target === '' ? (
          <span className={styles.sub}>
            {network.vms > 0 ? t('Its machines reach only members of their recovery plan.') : t('No machine uses it.')}
          </span>
        ) : (
          <ul className={styles.lands} aria-label={t('Where {name} lands', { name: network.name })}>
            {network.target === target &&
              network.lands.map((landing) => (
                <Landed key={`${landing.sourceSubnet} ${landing.targetSubnet}`} landing={landing} network={network} target={target} />
              ))}
          </ul>
        )}
      </td>
    </tr>
  )
})

export const NetworkMappingPage = observer(() => {
  const options = useOptions()
  const styles = useStyles()
  return (
    <div data-enter="own" className={styles.page}>
      <Note>
        {t(
          'Several VM networks may go to one Azure network. A machine lands in the subnet with the name of its own; without one, in the first subnet.',
        )}
      </Note>
      {options.vmNetworks.length === 0 ? (
        <p>{t('The inventory has no VM networks for this server. Go on: networks can be chosen per machine.')}</p>
      ) : (
        <table className={styles.table} aria-label={t('Network mappings')} data-field="mappings">
          <thead>
            <tr>
              <th scope="col" className={mergeClasses(styles.head, styles.name)}>
                {t('Source network')}
              </th>
              <th scope="col" className={mergeClasses(styles.head, styles.figure)}>
                {t('Machines')}
              </th>
              <th scope="col" className={mergeClasses(styles.head, styles.target)}>
                {t('Target network')}
              </th>
              <th scope="col" className={styles.head}>
                {t('Lands in')}
              </th>
            </tr>
          </thead>
          <tbody>
            {options.vmNetworks.map((network) => (
              <MappingRow key={network.name} network={network} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
})
