import { MessageBar, MessageBarBody, makeStyles, Spinner, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useRef } from 'react'
import { t } from '../../../../preload/contract/words.ts'
import { RadioField, SelectField } from '../../../wizard/choice-fields.tsx'
import { MachineFilterBar } from '../../../wizard/machine-filter-bar.tsx'
import { MachineGrid } from '../../../wizard/machine-grid.tsx'
import { FieldGrid } from '../../../wizard/page-layout.tsx'
import { useWizard } from '../../../wizard/wizard-context.ts'
import { useOptions, useSetup } from '../setup-context.ts'
import { MachinePanel } from './machine-panel.tsx'
import { MachineRow } from './machine-row.tsx'

const useStyles = makeStyles({
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
      <MachineFilterBar
        list={list}
        placeholder={t('Filter: name, field:value')}
        maxLength={4000}
        onWhere={(where) => {
          setup.showMachine(null)
          list.setWhere(where)
        }}
        selected={selection.count}
        onSelectAll={() => void setup.selectAllEligible()}
        onClear={selection.clear}
      />
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
          <MachineGrid
            list={list}
            field="items"
            onToggle={(machine) => {
              if (machine.eligible || selection.has(machine)) selection.set(machine, !selection.has(machine))
            }}
            onOpen={setup.showMachine}
            row={(place) => <MachineRow {...place} />}
          />
          {setup.openMachine && <MachinePanel key={`${setup.openMachine.name} ${setup.openMachine.host}`} />}
        </div>
      )}
    </div>
  )
})
