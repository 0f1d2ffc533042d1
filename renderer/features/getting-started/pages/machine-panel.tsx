import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { useEffect, useRef } from 'react'
import type { SetupMachine } from '../../../../preload/contract/setup.ts'
import { t } from '../../../../preload/contract/words.ts'
import { MachineFields } from '../../../wizard/machine-fields.tsx'
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
  const { machines, networkMapping } = setup.answers
  const item = setup.selection.item(machine)
  if (!item) return null
  const mapped = machine.nics
    .map((nic) => networkMapping.mappings.find((m) => m.source === nic.network)?.target)
    .find((target) => target !== undefined)
  const network = options.networks.find((n) => n.name === (machines.network === 'now' ? machines.azureNetwork : mapped))
  return (
    <MachineFields
      at={`items.${setup.selection.indexOf(machine)}`}
      machine={{
        osFamily: machine.osFamily,
        disks: machine.disks.map((disk) => ({ value: disk.name, name: disk.name, sizeBytes: disk.sizeBytes })),
        ip: machine.nics[0]?.ip ?? null,
        size: machine.proposedSize,
      }}
      answers={{
        osFamily: item.osFamily ?? machine.osFamily ?? '',
        osDisk: item.osDisk ?? machine.osDisk ?? '',
        azureName: item.azureName ?? machine.proposedAzureName,
        size: item.size ?? machine.proposedSize ?? '',
        subnet: item.subnet ?? '',
        ip: item.ip ?? '',
        left: item.excludeDisks ?? [],
      }}
      sizes={options.sizes}
      network={network}
      subnetEmpty={
        machines.network === 'now' && machines.subnet
          ? t('As for all: {subnet}', { subnet: machines.subnet })
          : t('By name of the source subnet')
      }
      disksField="excludeDisks"
      onChange={({ left, osFamily, ...change }) =>
        setup.selection.describe(machine, {
          ...change,
          ...(osFamily !== undefined && { osFamily: osFamily === '' ? undefined : osFamily }),
          ...(left && { excludeDisks: [...left] }),
        })
      }
    />
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
