import { Button, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { useTableStyles } from '../../ui/data-table.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { formatBytes, unknown } from '../../ui/format.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { AdapterTable } from './adapter-table.tsx'
import { ComputeNetworkStore } from './compute-network-store.ts'
import { issueProps } from './property-issue.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px', maxWidth: '1040px' },
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  head: { ...typographyStyles.subtitle2, margin: '0 0 4px' },
  part: { ...typographyStyles.subtitle2, margin: '16px 0 4px' },
  network: { maxWidth: '520px' },
  table: { tableLayout: 'fixed' },
  row: { verticalAlign: 'top', '& > td, & > th': { padding: '4px 16px 4px 0', verticalAlign: 'top' } },
  label: { width: '168px', lineHeight: '32px' },
  site: { width: '30%', lineHeight: '32px', color: tokens.colorNeutralForeground2 },
  plain: { lineHeight: '32px' },
})

/** Compute and Network (S62-S64): the site beside Azure, edited where the state allows it. */
export const ComputeNetworkTab = observer(function ComputeNetworkTab({ store: page }: { store: { id: number } }) {
  const root = useRoot()
  const styles = useStyles()
  const [store] = useState(() => new ComputeNetworkStore(root.api, page.id))
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const load = () => void store.load()
    load()
    const stops = [root.api.inventory.onChanged(load), root.api.replication.onChanged(load)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [store, root])
  const { stored, error } = store
  const fault = error && error.code !== 'setup-invalid' && (
    <ErrorBar message={error.message} remedy={error.remedy ?? null} code={error.code} />
  )
  if (!stored) return fault
  const writable = root.lab.canWrite === true
  const readOnly = writable ? stored.readOnly : String(root.lab.canWrite)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (await store.save())
      root.notifications.push({ intent: 'success', title: t('Properties of {name} are saved.', { name: stored.name }) })
    else form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }
  return (
    <form ref={form} noValidate className={styles.form} onSubmit={(event) => void save(event)} data-compute-network={stored.id}>
      {readOnly === null ? (
        <div className={styles.bar}>
          <Button type="submit" appearance="primary" disabledFocusable={!store.dirty || store.busy}>
            {t('Save')}
          </Button>
          <Button disabledFocusable={!store.dirty || store.busy} onClick={store.discard}>
            {t('Discard')}
          </Button>
          {store.dirty && <StatusWord tone="info">{t('You have unsaved changes.')}</StatusWord>}
        </div>
      ) : (
        <ErrorBar intent="info" message={readOnly} />
      )}
      {fault}
      <ComputeProperties store={store} readOnly={readOnly !== null} />
      <NetworkProperties store={store} readOnly={readOnly !== null} />
    </form>
  )
})

interface PartProps {
  store: ComputeNetworkStore
  readOnly: boolean
}

const cores = (n: number | null, memory: string, adapters: number): string =>
  n === null
    ? t('{memory} memory, {adapters, plural, one {# NIC} other {# NICs}}', { memory, adapters })
    : t('{n, plural, one {# core} other {# cores}}, {memory} memory, {adapters, plural, one {# NIC} other {# NICs}}', {
        n,
        memory,
        adapters,
      })

const ComputeProperties = observer(function ComputeProperties({ store, readOnly }: PartProps) {
  const styles = useStyles()
  const table = useTableStyles()
  const { stored, edits } = store
  if (!stored) return null
  const later = stored.ruleYear >= 2017
  const name = edits.azureName ?? stored.azureName
  const set = edits.availabilitySet === undefined ? (stored.availabilitySet ?? '') : (edits.availabilitySet ?? '')
  const { source } = stored
  const memory = source.memoryBytes === null ? unknown : formatBytes(source.memoryBytes)
  const known = stored.sizes.some((each) => each.name === store.size)
  const rows: { id: string; label: string; site: string; azure: React.JSX.Element }[] = [
    {
      id: 'name',
      label: t('Name'),
      site: stored.name,
      azure: (
        <TextField
          label=""
          aria-label={t('Azure virtual machine name')}
          value={name}
          maxLength={120}
          readOnly={readOnly}
          spellCheck={false}
          onChange={(azureName) => store.change({ azureName })}
          {...issueProps(store.issue('azureName'))}
        />
      ),
    },
    {
      id: 'group',
      label: t('Resource group'),
      site: '',
      azure: (
        <SelectField
          label=""
          aria-label={t('Resource group')}
          value={String(edits.resourceGroupId ?? stored.resourceGroupId)}
          disabled={readOnly}
          onChange={(id) => store.change({ resourceGroupId: Number(id) })}
          options={stored.resourceGroups.map((each) => ({ value: String(each.id), label: each.name }))}
          {...issueProps(store.issue('resourceGroupId'))}
        />
      ),
    },
    {
      id: 'size',
      label: t('Size'),
      site: cores(source.cores, memory, source.adapters),
      azure: (
        <SelectField
          label=""
          aria-label={t('Size')}
          value={store.size}
          disabled={readOnly}
          onChange={(size) => store.change({ size })}
          options={[
            ...(known ? [] : [{ value: store.size, label: store.size }]),
            ...stored.sizes.map((each) => ({
              value: each.name,
              label: t('{name} ({what})', {
                name: each.name,
                what: each.lacks === null ? cores(each.cores, `${each.memoryGib} GiB`, each.maxNics) : t('too small'),
              }),
            })),
          ]}
          {...issueProps(store.issue('size'))}
        />
      ),
    },
  ]
  if (later || stored.availabilitySet !== null)
    rows.push({
      id: 'set',
      label: t('Availability set'),
      site: '',
      azure: (
        <TextField
          label=""
          aria-label={t('Availability set')}
          value={set}
          maxLength={80}
          readOnly={readOnly}
          list="availability-sets"
          placeholder={t('None')}
          onChange={(text) => store.change({ availabilitySet: text.trim() === '' ? null : text })}
          {...issueProps(store.issue('availabilitySet'))}
        />
      ),
    })
  if (later)
    rows.push({
      id: 'managed',
      label: t('Use managed disks'),
      site: '',
      azure: <span className={styles.plain}>{t('No: machines with managed disks can not fail back.')}</span>,
    })
  return (
    <section aria-label={t('Compute properties')}>
      <h2 className={styles.head}>{t('Compute properties')}</h2>
      <table className={`${table.table} ${styles.table}`} aria-label={t('Compute properties')}>
        <thead>
          <tr>
            <th scope="col" className={`${table.head} ${styles.label}`}>
              {t('Properties')}
            </th>
            <th scope="col" className={`${table.head} ${styles.site}`}>
              {t('On-premises')}
            </th>
            <th scope="col" className={table.head}>
              {'Microsoft Azure'}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={styles.row}>
              <th scope="row" className={`${table.rowHead} ${styles.label}`}>
                {row.label}
              </th>
              <td className={styles.site}>{row.site}</td>
              <td>{row.azure}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <datalist id="availability-sets">
        {stored.availabilitySets.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </section>
  )
})

const NetworkProperties = observer(function NetworkProperties({ store, readOnly }: PartProps) {
  const styles = useStyles()
  const { stored } = store
  if (!stored) return null
  return (
    <section aria-label={t('Network properties')}>
      <h2 className={styles.head}>{t('Network properties')}</h2>
      <div className={styles.network}>
        <SelectField
          label={t('Virtual network')}
          value={String(store.networkId ?? '')}
          disabled={readOnly}
          onChange={(id) => store.change({ networkId: id === '' ? null : Number(id) })}
          options={[{ value: '', label: t('None') }, ...stored.networks.map((each) => ({ value: String(each.id), label: each.name }))]}
          hint={t('All network interfaces of a machine connect to the same network.')}
          {...issueProps(store.issue('networkId'))}
        />
      </div>
      <h3 className={styles.part}>{t('Network interfaces')}</h3>
      {stored.adapters.length === 0 ? (
        <Text>{t('The machine has no network adapter.')}</Text>
      ) : (
        <AdapterTable store={store} readOnly={readOnly} />
      )}
    </section>
  )
})
