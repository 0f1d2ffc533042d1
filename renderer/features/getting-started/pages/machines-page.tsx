import { Button, Input, MessageBar, MessageBarBody, makeStyles, Spinner, tokens, typographyStyles } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { useRef } from 'react'
import { t } from '../../../../preload/contract/words.ts'
import { formatCount } from '../../../ui/format.ts'
import { RadioField, SelectField } from '../../../wizard/choice-fields.tsx'
import { FieldGrid } from '../../../wizard/page-layout.tsx'
import { useWizard } from '../../../wizard/wizard-context.ts'
import { useOptions, useSetup } from '../setup-context.ts'
import { MachineGrid } from './machine-grid.tsx'
import { MachinePanel } from './machine-panel.tsx'

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', columnGap: '12px', rowGap: '8px', flexWrap: 'wrap' },
  filter: { flex: '1 1 160px', minWidth: '140px' },
  clear: { minWidth: 'auto' },
  count: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  error: { ...typographyStyles.caption1, color: tokens.colorPaletteRedForeground1, width: '100%', margin: 0 },
  // A height of its own: the list scrolls in it, however many machines there are.
  split: { display: 'flex', columnGap: '12px', flex: '1 0 236px', height: '236px', minHeight: 0 },
  column: { display: 'flex', flexDirection: 'column', rowGap: '12px', flexGrow: 1 },
})

const Choices = observer(() => {
  const setup = useSetup()
  const options = useOptions()
  const { machines } = setup.answers
  const network = options.networks.find((n) => n.name === machines.azureNetwork)
  const patch = (change: Partial<typeof machines>) => setup.patch('machines', change)
  return (
    <FieldGrid>
      <SelectField
        path="cloud"
        label={t('Source cloud')}
        required
        value={machines.cloud}
        choices={options.sourceClouds.map((c) => ({
          value: c.name,
          label: t('{name} ({eligible} of {vms} can be selected)', { name: c.name, eligible: c.eligible, vms: c.vms }),
        }))}
        onChange={(cloud) => patch({ cloud })}
      />
      <RadioField
        path="network"
        label={t('Azure network')}
        value={machines.network}
        choices={[
          { value: 'now', label: t('Configure now for selected machines') },
          { value: 'later', label: t('Configure later') },
        ]}
        onChange={(when) => patch({ network: when })}
      />
      {machines.network === 'now' && (
        <>
          <SelectField
            path="azureNetwork"
            label={t('Post-failover Azure network')}
            required
            value={machines.azureNetwork}
            choices={options.networks.map((n) => ({
              value: n.name,
              label: n.name,
              disabled: !n.compatible && n.name !== machines.azureNetwork,
            }))}
            onChange={(azureNetwork) => patch({ azureNetwork, subnet: '' })}
          />
          <SelectField
            path="subnet"
            label={t('Subnet')}
            empty={t('By name of the source subnet')}
            value={machines.subnet}
            choices={(network?.subnets ?? []).map((s) => ({ value: s.name, label: `${s.name} (${s.range})` }))}
            onChange={(subnet) => patch({ subnet })}
          />
        </>
      )}
    </FieldGrid>
  )
})

/** Source cloud, network for all, and which machines; the properties of one open beside the list. */
export const MachinesPage = observer(() => {
  const setup = useSetup()
  const wizard = useWizard()
  const styles = useStyles()
  const { machines: list, selection } = setup
  const split = useRef<HTMLDivElement>(null)
  const none = wizard.fieldIssue('machines', 'items')
  return (
    <div className={styles.column}>
      <Choices />
      <div className={styles.bar} data-enter="own">
        <Input
          className={styles.filter}
          contentBefore={<SearchRegular />}
          placeholder={t('Filter: name, field:value')}
          aria-label={t('Filter machines')}
          aria-invalid={list.filterError !== null}
          value={list.where}
          maxLength={4000}
          onChange={(_, data) => {
            setup.showMachine(null)
            list.setWhere(data.value)
          }}
          onKeyDown={(event) => event.key === 'Enter' && void list.reload()}
        />
        <Button onClick={() => void setup.selectAllEligible()} disabled={list.eligible === 0}>
          {t('Select all eligible')}
        </Button>
        <Button className={styles.clear} appearance="subtle" onClick={selection.clear} disabled={selection.count === 0}>
          {t('Clear')}
        </Button>
        <span className={styles.count} role="status" data-selected={selection.count}>
          {t('{count} selected, {eligible} of {total} eligible', {
            count: formatCount(selection.count),
            eligible: formatCount(list.eligible),
            total: formatCount(list.total),
          })}
        </span>
        {list.filterError && <p className={styles.error}>{list.filterError.message}</p>}
      </div>
      {none && <p className={styles.error}>{none.message}</p>}
      {list.error && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            {list.error.message} {list.error.remedy}
          </MessageBarBody>
        </MessageBar>
      )}
      {!list.loaded && !list.error && <Spinner label={t('Reading the machines')} />}
      {list.loaded && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes what is open beside the list; it has a button too
        <div
          className={styles.split}
          ref={split}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.defaultPrevented || !setup.openMachine) return
            // Not the wizard's: the topmost thing closes first.
            event.preventDefault()
            event.stopPropagation()
            setup.showMachine(null)
            split.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
          }}
        >
          <MachineGrid />
          {setup.openMachine && <MachinePanel key={`${setup.openMachine.name} ${setup.openMachine.host}`} />}
        </div>
      )}
    </div>
  )
})
