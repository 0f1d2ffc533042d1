import { observer } from 'mobx-react-lite'
import { t } from '../../../preload/contract/words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { CellValue } from '../../ui/status-word.tsx'
import { column, row, type TabProps, useTabStyles } from './tab-parts.ts'
import { useFormats } from './use-format.ts'

/** What the lab holds of the item: target, networks, plans. */
export const PropertiesTab = observer(function PropertiesTab({ store }: TabProps) {
  const { context } = useFormats()
  const blocks = (store.details?.tabs ?? []).flatMap((tab) => tab.blocks)
  return blocks.map((block, n) => {
    if (block.kind === 'facts')
      return (
        <FactList
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks keep their order
          key={n}
          facts={block.facts.map((fact) => ({
            id: fact.label,
            label: fact.label,
            value: <CellValue value={fact.value} format={fact.format} context={context} />,
            title: fact.origin,
          }))}
        />
      )
    if (block.kind === 'table')
      return (
        <DataTable
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks keep their order
          key={n}
          label={block.title ?? t('Parts')}
          columns={block.columns}
          rows={block.rows}
          empty={block.empty}
          context={context}
        />
      )
    return null
  })
})

export const DisksTab = observer(function DisksTab({ store }: TabProps) {
  const { context } = useFormats()
  return (
    <DataTable
      label={t('Disks')}
      columns={[
        column('name', t('Name'), 'text'),
        column('lun', t('LUN'), 'count'),
        column('size', t('Size'), 'bytes'),
        column('hrl', t('Log of changes (HRL)'), 'bytes'),
        column('limit', t('Resynchronization at'), 'bytes'),
      ]}
      rows={(store.item?.disks ?? []).map((disk) =>
        row(disk.lun + 1, { name: disk.name, lun: disk.lun, size: disk.sizeBytes, hrl: disk.hrlBytes, limit: disk.hrlLimitBytes }),
      )}
      empty={t('Disks are known when replication has begun. Let the clock move.')}
      context={context}
    />
  )
})

export const PointsTab = observer(function PointsTab({ store }: TabProps) {
  const { context } = useFormats()
  return (
    <DataTable
      label={t('Recovery points')}
      columns={[
        column('stamp', t('Recovery point'), 'instantLab'),
        column('kind', t('Consistency'), 'text'),
        column('ready', t('Usable since'), 'instantLab'),
      ]}
      rows={(store.item?.points ?? []).map((point, n) =>
        row(n + 1, { stamp: point.stampMs, kind: point.appConsistent ? t('App-consistent') : t('Crash-consistent'), ready: point.readyMs }),
      )}
      empty={t('There is no recovery point yet. The first comes with the end of the initial replication.')}
      context={context}
    />
  )
})

export const EventsTab = observer(function EventsTab({ store, open }: TabProps) {
  const styles = useTabStyles()
  const { context } = useFormats()
  return (
    <>
      {store.events.length > 0 && <p className={styles.source}>{t('Open an event to see why, at its instant.')}</p>}
      <DataTable
        label={t('Events')}
        columns={[
          column('name', t('Event'), 'text'),
          column('severity', t('Severity'), 'severity'),
          column('time', t('Time'), 'instantLab'),
        ]}
        rows={store.events}
        empty={t('Nothing happened to this machine that is worth an event.')}
        context={context}
        onOpen={(id) => {
          const at = store.events.find((event) => event.id === id)?.cells.time
          void store.explainAt(typeof at === 'number' ? at : null)
          open('why')
        }}
      />
    </>
  )
})
