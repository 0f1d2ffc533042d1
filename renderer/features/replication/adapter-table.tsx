import { makeStyles, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { NicType } from '../../../preload/contract/compute-network.ts'
import { t } from '../../../preload/contract/words.ts'
import { useTableStyles } from '../../ui/data-table.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { unknown } from '../../ui/format.ts'
import type { ComputeNetworkStore } from './compute-network-store.ts'
import { issueProps } from './property-issue.ts'

const useStyles = makeStyles({
  row: { '& > td, & > th': { padding: '4px 16px 4px 0', verticalAlign: 'top' } },
  name: { lineHeight: '20px', minWidth: '160px' },
  ip: { color: tokens.colorNeutralForeground2 },
})

const typeWords = (): Record<NicType, string> => ({ primary: t('Primary'), secondary: t('Secondary'), unused: t('Do not use') })

/** What an adapter is where nobody chose: by its place, as many as the size takes (S64). */
const impliedType = (n: number, most: number): NicType => (n === 0 ? 'primary' : n < most ? 'secondary' : 'unused')

/** One line an adapter: where it lands in Azure. Its type can be chosen under the rules of 2017 and later; before, the size decides. */
export const AdapterTable = observer(function AdapterTable({ store, readOnly }: { store: ComputeNetworkStore; readOnly: boolean }) {
  const styles = useStyles()
  const table = useTableStyles()
  const { stored } = store
  if (!stored) return null
  const later = stored.ruleYear >= 2017
  const most = stored.sizes.find((each) => each.name === store.size)?.maxNics ?? stored.adapters.length
  const words = typeWords()
  const heads = [t('On-premises network name'), t('Target subnet'), t('Target IP'), t('Target network interface type')]
  return (
    <table className={table.table} aria-label={t('Network interfaces')}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" className={table.head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {stored.adapters.map((source, n) => {
          const adapter = store.adapter(n)
          const at = `adapters.${n}`
          const type = adapter.type ?? impliedType(n, most)
          const unused = type === 'unused'
          const who = { name: source.name }
          return (
            <tr key={source.networkAdapterId} className={styles.row} data-adapter={source.name}>
              <th scope="row" className={`${table.rowHead} ${styles.name}`}>
                {source.sourceNetwork ?? unknown}
                <div className={styles.ip}>
                  {source.sourceIp === null ? source.name : t('{name}, {ip}', { name: source.name, ip: source.sourceIp })}
                </div>
              </th>
              <td>
                <SelectField
                  label=""
                  aria-label={t('Target subnet of {name}', who)}
                  value={adapter.subnet ?? ''}
                  disabled={readOnly || unused || store.networkId === null}
                  onChange={(subnet) => store.changeAdapter(n, { subnet: subnet === '' ? null : subnet })}
                  options={[
                    ...(adapter.subnet === null
                      ? [{ value: '', label: store.networkId === null ? t('No network') : t('By name of the source subnet') }]
                      : []),
                    ...store.subnets.map((each) => ({ value: each.name, label: t('{name} ({range})', { ...each }) })),
                  ]}
                  {...issueProps(store.issue(`${at}.subnet`))}
                />
              </td>
              <td>
                <TextField
                  label=""
                  aria-label={t('Target IP of {name}', who)}
                  value={adapter.ip}
                  maxLength={15}
                  readOnly={readOnly}
                  disabled={unused || store.networkId === null}
                  placeholder={t('DHCP assigned')}
                  spellCheck={false}
                  onChange={(ip) => store.changeAdapter(n, { ip, ...(adapter.subnet === null ? {} : { subnet: adapter.subnet }) })}
                  {...issueProps(store.issue(`${at}.ip`))}
                />
              </td>
              <td>
                {later ? (
                  <SelectField
                    label=""
                    aria-label={t('Target network interface type of {name}', who)}
                    value={type}
                    disabled={readOnly}
                    onChange={(value) => store.changeAdapter(n, { type: value as NicType })}
                    options={(['primary', 'secondary', 'unused'] as const).map((each) => ({ value: each, label: words[each] }))}
                    {...issueProps(store.issue(`${at}.type`))}
                  />
                ) : (
                  <span className={styles.ip}>{unused ? t('Left out: the size takes {most}.', { most }) : words[type]}</span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
})
