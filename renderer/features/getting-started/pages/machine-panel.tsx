import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { useEffect, useRef } from 'react'
import type { SetupMachine } from '../../../../preload/contract/setup.ts'
import { t } from '../../../../preload/contract/words.ts'
import { formatBytes } from '../../../ui/format.ts'
import { CheckListField, SelectField } from '../../../wizard/choice-fields.tsx'
import { TextField } from '../../../wizard/fields.tsx'
import { Note } from '../../../wizard/page-layout.tsx'
import { useOptions, useSetup } from '../setup-context.ts'
import { reasonsOf } from './machine-row.tsx'

const useStyles = makeStyles({
  panel: {
    width: '292px',
    flexShrink: 0,
    boxSizing: 'border-box',
    overflowY: 'auto',
    padding: '8px 12px 16px',
    display: 'flex',
    flexDirection: 'column',
    rowGap: '12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', columnGap: '8px' },
  title: {
    ...typographyStyles.subtitle2,
    margin: 0,
    overflowWrap: 'anywhere',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})

const Fields = observer(({ machine }: { machine: SetupMachine }) => {
  const setup = useSetup()
  const options = useOptions()
  const { machines } = setup.answers
  const index = setup.selection.indexOf(machine)
  const item = setup.selection.item(machine)
  if (!item) return null
  const at = `items.${index}`
  const say = (change: Parameters<typeof setup.selection.describe>[1]) => setup.selection.describe(machine, change)
  const osDisk = item.osDisk ?? machine.osDisk ?? ''
  const mapped = machine.nics
    .map((nic) => setup.answers.networkMapping.mappings.find((m) => m.source === nic.network)?.target)
    .find((target) => target !== undefined)
  const network = options.networks.find((n) => n.name === (machines.network === 'now' ? machines.azureNetwork : mapped))
  const disks = machine.disks.map((d) => ({
    value: d.name,
    label: d.sizeBytes === null ? d.name : `${d.name} (${formatBytes(d.sizeBytes)})`,
  }))
  const left = item.excludeDisks ?? []
  return (
    <>
      <SelectField
        path={`${at}.osFamily`}
        label={t('OS Type')}
        required
        empty={machine.osFamily === null ? t('Choose') : null}
        value={item.osFamily ?? machine.osFamily ?? ''}
        choices={[
          { value: 'windows', label: 'Windows' },
          { value: 'linux', label: 'Linux' },
        ]}
        onChange={(family) => say({ osFamily: family === 'windows' || family === 'linux' ? family : undefined })}
      />
      <SelectField
        path={`${at}.osDisk`}
        label={t('OS Disk')}
        required
        empty={osDisk === '' ? t('Choose') : null}
        value={osDisk}
        choices={disks}
        onChange={(name) => say({ osDisk: name })}
      />
      <TextField
        path={`${at}.azureName`}
        label={t('Azure name')}
        required
        maxLength={120}
        value={item.azureName ?? machine.proposedAzureName}
        onChange={(azureName) => say({ azureName })}
      />
      <SelectField
        path={`${at}.size`}
        label={t('Size')}
        required
        empty={machine.proposedSize === null ? t('None fits') : null}
        value={item.size ?? machine.proposedSize ?? ''}
        choices={options.sizes.map((s) => ({
          value: s.name,
          label: t(
            s.name === machine.proposedSize
              ? '{name}, {cores, plural, one {# core} other {# cores}}, {memory} GiB (smallest that fits)'
              : '{name}, {cores, plural, one {# core} other {# cores}}, {memory} GiB',
            { name: s.name, cores: s.cores, memory: s.memoryGib },
          ),
        }))}
        onChange={(size) => say({ size: size === machine.proposedSize ? '' : size })}
      />
      <SelectField
        path={`${at}.subnet`}
        label={t('Subnet')}
        empty={
          machines.network === 'now' && machines.subnet
            ? t('As for all: {subnet}', { subnet: machines.subnet })
            : t('By name of the source subnet')
        }
        value={item.subnet ?? ''}
        choices={(network?.subnets ?? []).map((s) => ({ value: s.name, label: `${s.name} (${s.range})` }))}
        onChange={(subnet) => say({ subnet })}
        hint={network ? t('In {name}', { name: network.name }) : t('Not mapped to an Azure network yet.')}
      />
      <TextField
        path={`${at}.ip`}
        label={t('Target IP')}
        maxLength={15}
        placeholder={t('DHCP assigned')}
        value={item.ip ?? ''}
        onChange={(ip) => say({ ip })}
        hint={machine.nics[0]?.ip ? t('On site: {ip}', { ip: machine.nics[0].ip }) : undefined}
      />
      <CheckListField
        path={`${at}.excludeDisks`}
        label={t('Disks to replicate')}
        values={machine.disks.filter((d) => !left.includes(d.name)).map((d) => d.name)}
        choices={disks.map((d) => ({ ...d, disabled: d.value === osDisk }))}
        none={t('No disks in the import.')}
        onChange={(kept) =>
          say({ excludeDisks: machine.disks.map((d) => d.name).filter((name) => name !== osDisk && !kept.includes(name)) })
        }
      />
    </>
  )
})

/** What becomes of one machine in Azure; proposals hold until they are changed. */
export const MachinePanel = observer(() => {
  const setup = useSetup()
  const styles = useStyles()
  const title = useRef<HTMLHeadingElement>(null)
  const open = setup.openMachine
  const machine = open ? setup.machineOf(open) : undefined
  useEffect(() => {
    title.current?.focus()
    title.current?.closest('section')?.scrollIntoView({ block: 'nearest' })
  }, [])
  if (!open) return null
  return (
    <section className={styles.panel} aria-label={t('Properties of {name}', { name: open.name })} data-enter="own" data-panel={open.name}>
      <div className={styles.head}>
        <h2 className={styles.title} tabIndex={-1} ref={title}>
          {open.name}
        </h2>
        <Button
          appearance="subtle"
          size="small"
          icon={<DismissRegular />}
          aria-label={t('Close properties')}
          onClick={() => setup.showMachine(null)}
        />
      </div>
      {!machine && <Note>{t("This machine isn't in the rows shown. Clear the filter to see it.")}</Note>}
      {machine && !setup.selection.has(machine) && machine.eligible && (
        <>
          <Note>{t('Select the machine to set its properties.')}</Note>
          <Button onClick={() => setup.selection.set(machine, true)}>{t('Select {name}', { name: machine.name })}</Button>
        </>
      )}
      {machine &&
        !setup.selection.has(machine) &&
        !machine.eligible &&
        reasonsOf(machine).map((f) => <Note key={`${f.rule} ${f.message}`}>{`${f.rule}: ${f.message} ${f.remedy} (${f.source})`}</Note>)}
      {machine && <Fields machine={machine} />}
    </section>
  )
})
