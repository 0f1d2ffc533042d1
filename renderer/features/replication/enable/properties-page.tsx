import { Button, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { Fragment, useState } from 'react'
import type { Candidate } from '../../../../preload/contract/enable-replication.ts'
import { t } from '../../../../preload/contract/words.ts'
import { useTableStyles } from '../../../ui/data-table.tsx'
import { formatCount, unknown } from '../../../ui/format.ts'
import { Note } from '../../../wizard/page-layout.tsx'
import { useWizard } from '../../../wizard/wizard-context.ts'
import { useEnable } from './enable-context.ts'
import { MachineProperties } from './machine-properties.tsx'

const PAGE = 50

const useStyles = makeStyles({
  fault: { ...typographyStyles.caption1, color: tokens.colorPaletteRedForeground1 },
  open: { backgroundColor: tokens.colorNeutralBackground3 },
  pager: { display: 'flex', alignItems: 'center', columnGap: '8px' },
  scroll: { maxHeight: '240px', overflow: 'auto' },
})

const family = (machine: Candidate, changed?: 'windows' | 'linux'): string => {
  const value = changed ?? machine.osFamily
  return value === null ? unknown : value === 'windows' ? 'Windows' : 'Linux'
}

/** What becomes of each machine; proposals hold until they are changed. Machines at fault come first. */
export const PropertiesPage = observer(function PropertiesPage() {
  const enable = useEnable()
  const wizard = useWizard()
  const styles = useStyles()
  const table = useTableStyles()
  const [from, setFrom] = useState(0)
  const faults = new Map(
    wizard.faults.of('properties').flatMap((issue) => {
      const id = /^machines\.(\d+)$/.exec(issue.field)?.[1]
      return id === undefined ? [] : [[Number(id), issue] as const]
    }),
  )
  const all = [...enable.chosen].sort((a, b) => Number(faults.has(b.vmId)) - Number(faults.has(a.vmId)))
  const shown = all.slice(from, from + PAGE)
  return (
    <>
      <Note>{t('Proposed from the machines and the mappings. Change what should be different.')}</Note>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className={mergeClasses(table.scroll, styles.scroll)} tabIndex={0} role="group" aria-label={t('Configure properties')}>
        <table className={table.table} aria-label={t('Configure properties')}>
          <thead>
            <tr>
              {[t('Name'), t('OS Type'), t('OS Disk'), t('Disks to replicate'), t('Azure name'), t('Size'), ''].map((head, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
                <th key={n} scope="col" className={table.head}>
                  {head === '' ? <span className="visually-hidden">{t('Properties')}</span> : head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((machine) => {
              const changed = enable.changes.get(machine.vmId)
              const fault = faults.get(machine.vmId)
              const osDisk = changed?.osDiskId ?? machine.osDiskId
              return (
                <Fragment key={machine.vmId}>
                  <tr data-field={`machines.${machine.vmId}`} className={mergeClasses(enable.open === machine.vmId && styles.open)}>
                    <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
                      {machine.name}
                    </th>
                    <td className={table.cell}>{family(machine, changed?.osFamily)}</td>
                    <td className={table.cell}>{machine.disks.find((disk) => disk.id === osDisk)?.name ?? unknown}</td>
                    <td className={table.cell}>
                      {t('{n} of {all}', { n: machine.disks.length - (changed?.excludedDiskIds?.length ?? 0), all: machine.disks.length })}
                    </td>
                    <td className={table.cell}>{changed?.azureName ?? machine.azureName}</td>
                    <td className={table.cell}>{changed?.size ?? machine.size ?? unknown}</td>
                    <td className={table.cell}>
                      <Button
                        size="small"
                        aria-expanded={enable.open === machine.vmId}
                        aria-label={t('Properties of {name}', { name: machine.name })}
                        onClick={() => enable.show(enable.open === machine.vmId ? null : machine.vmId)}
                      >
                        {t('Properties')}
                      </Button>
                    </td>
                  </tr>
                  {fault && (
                    <tr className={mergeClasses(enable.open === machine.vmId && styles.open)}>
                      <td colSpan={7} className={mergeClasses(table.cell, styles.fault)}>
                        {fault.message} {fault.remedy}
                      </td>
                    </tr>
                  )}
                </Fragment>
              )
            })}
          </tbody>
        </table>
      </div>
      {all.length > PAGE && (
        <div className={styles.pager}>
          <Button size="small" disabled={from === 0} onClick={() => setFrom(from - PAGE)}>
            {t('Previous {n}', { n: PAGE })}
          </Button>
          <span role="status">
            {t('{from} to {to} of {all}', {
              from: formatCount(from + 1),
              to: formatCount(Math.min(from + PAGE, all.length)),
              all: formatCount(all.length),
            })}
          </span>
          <Button size="small" disabled={from + PAGE >= all.length} onClick={() => setFrom(from + PAGE)}>
            {t('Next {n}', { n: PAGE })}
          </Button>
        </div>
      )}
      {enable.open !== null && <MachineProperties key={enable.open} vmId={enable.open} />}
    </>
  )
})
