import { Link, MessageBar, MessageBarBody, makeStyles, Spinner, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { plural, t } from '../../../../preload/contract/words.ts'
import { formatBytes } from '../../../ui/format.ts'
import { sharedSource } from '../../../ui/shared-source.ts'
import { SelectField } from '../../../wizard/choice-fields.tsx'
import { NumberField } from '../../../wizard/fields.tsx'
import { FieldGrid, Note, Section } from '../../../wizard/page-layout.tsx'
import { useSetup } from '../setup-context.ts'
import { ThrottleFields } from './throttle-fields.tsx'

const useStyles = makeStyles({
  table: { ...typographyStyles.body1, width: '100%', borderCollapse: 'collapse' },
  head: {
    ...typographyStyles.caption1Strong,
    textAlign: 'left',
    padding: '4px 12px 4px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cell: { padding: '6px 12px 6px 0', verticalAlign: 'top', borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  value: { textAlign: 'right', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold },
  formula: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
})

const Estimate = observer(() => {
  const setup = useSetup()
  const styles = useStyles()
  const { capacity, capacityError } = setup
  if (capacityError)
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          {capacityError.message} {capacityError.remedy} <Link onClick={() => void setup.reloadCapacity()}>{t('Try again')}</Link>
        </MessageBarBody>
      </MessageBar>
    )
  if (!capacity) return <Spinner size="tiny" label={t('Working the estimate out')} />
  const { shared, rest } = sharedSource(capacity.figures.map((figure) => figure.source))
  return (
    <>
      <Note>
        {t('Of {machines} with {usedBytes} in use. A first figure; the Capacity Planner measures.', {
          machines: plural(capacity.machines, 'machine'),
          usedBytes: formatBytes(capacity.usedBytes),
        })}
      </Note>
      {capacity.warnings.map((warning) => (
        <MessageBar key={warning} intent="warning" layout="multiline">
          <MessageBarBody>{warning}</MessageBarBody>
        </MessageBar>
      ))}
      <table className={styles.table} aria-label={t('Quick estimate')} aria-live="polite">
        <thead>
          <tr>
            <th scope="col" className={styles.head}>
              {t('Figure')}
            </th>
            <th scope="col" className={styles.head} style={{ textAlign: 'right' }}>
              {t('Estimate')}
            </th>
            <th scope="col" className={styles.head}>
              {t('How it is worked out')}
            </th>
          </tr>
        </thead>
        <tbody>
          {capacity.figures.map((figure, i) => (
            <tr key={figure.id} data-figure={figure.id}>
              <td className={styles.cell}>{figure.label}</td>
              <td className={`${styles.cell} ${styles.value}`}>{figure.value}</td>
              <td className={styles.cell}>
                <span className={styles.formula}>{rest[i] ? `${figure.formula} (${rest[i]})` : figure.formula}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shared && <Note>{`${shared}.`}</Note>}
    </>
  )
})

export const CapacityPage = observer(() => {
  const setup = useSetup()
  const { capacity } = setup.answers
  const patch = (change: Partial<typeof capacity>) => setup.patch('capacity', change)
  return (
    <>
      <FieldGrid>
        <SelectField
          path="plannerDone"
          label={t('Have you run the Capacity Planner?')}
          required
          empty={null}
          wide
          value={capacity.plannerDone}
          choices={[
            { value: 'yes', label: t('Yes') },
            { value: 'later', label: t('I will do it later') },
          ]}
          onChange={(answer) => patch({ plannerDone: answer === 'yes' ? 'yes' : 'later' })}
        />
      </FieldGrid>
      <Section title={t('Quick estimate')}>
        <FieldGrid narrow>
          <NumberField
            path="linkMbps"
            label={t('Link')}
            unit="Mbps"
            required
            min={0.1}
            step="any"
            value={capacity.linkMbps}
            onChange={(linkMbps) => patch({ linkMbps })}
            hint={t('1 Mbps = 1,000,000 bit/s.')}
          />
          <NumberField
            path="dailyChangePercent"
            label={t('Daily change')}
            unit="%"
            required
            min={0}
            max={100}
            step="any"
            value={capacity.dailyChangePercent}
            onChange={(dailyChangePercent) => patch({ dailyChangePercent })}
            hint={t('Of the data in use.')}
          />
          <NumberField
            path="initialReplicationHours"
            label={t('Finish initial replication in')}
            unit="h"
            required
            min={1}
            value={capacity.initialReplicationHours}
            onChange={(initialReplicationHours) => patch({ initialReplicationHours })}
          />
        </FieldGrid>
        <Estimate />
      </Section>
      <ThrottleFields />
    </>
  )
})
