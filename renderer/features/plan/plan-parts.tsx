import { mergeClasses } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { PlanDocument } from '../../../preload/contract/plan.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import { FactList } from '../../ui/fact-list.tsx'
import { formatCount, formatDuration } from '../../ui/format.ts'
import { sharedSource } from '../../ui/shared-source.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { usePlanStyles } from './plan-styles.ts'

export const PlanSection = ({ title, count, children }: { title: string; count?: number; children: ReactNode }) => {
  const styles = usePlanStyles()
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.title}>{count === undefined ? title : `${title} ${formatCount(count)}`}</h2>
      {children}
    </section>
  )
}

interface Column<T> {
  readonly label: string
  readonly figure?: boolean
  readonly cell: (row: T) => ReactNode
}

/** A short table; the machines have a windowed one of their own. */
export const PlanTable = <T,>(props: {
  label: string
  columns: readonly Column<T>[]
  rows: readonly T[]
  keyOf: (row: T) => string
  empty: string
}) => {
  const { label, columns, rows, keyOf, empty } = props
  const styles = usePlanStyles()
  if (rows.length === 0) return <p className={styles.note}>{empty}</p>
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.label} scope="col" className={mergeClasses(styles.th, c.figure && styles.figure)}>
                {c.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((c) => (
                <td key={c.label} className={mergeClasses(styles.td, c.figure && styles.figure)}>
                  {c.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const fact = (label: string, value: ReactNode) => ({ id: label, label, value })

export const VaultPart = ({ plan }: { plan: PlanDocument }) => (
  <PlanSection title={t('Vault')}>
    <FactList
      facts={[
        fact(t('Name'), plan.vault?.name ?? '-'),
        fact(t('Subscription'), plan.vault?.subscription ?? '-'),
        fact(t('Resource group'), plan.vault?.resourceGroup ?? '-'),
        fact(t('Location'), plan.vault?.region ?? '-'),
      ]}
    />
  </PlanSection>
)

export const SourcePart = ({ plan }: { plan: PlanDocument }) => {
  const { source } = plan
  const styles = usePlanStyles()
  if (!source)
    return (
      <PlanSection title={t('Source')}>
        <p className={styles.note}>{t('No server registered.')}</p>
      </PlanSection>
    )
  const proxy = source.proxy
  return (
    <PlanSection title={t('Source')}>
      <FactList
        facts={[
          fact(t('VMM server'), source.vmmServer),
          fact(t('Friendly Name'), source.friendlyName),
          ...(source.keyFile ? [fact(t('Key file'), source.keyFile)] : []),
          fact(
            t('Clouds sent'),
            source.sync === 'all' ? t('All: {clouds}', { clouds: source.clouds.join(', ') }) : source.clouds.join(', '),
          ),
          fact(
            t('Internet connection'),
            proxy ? t('Proxy {address}:{port}', { address: proxy.address, port: proxy.port }) : t('Direct, without a proxy'),
          ),
          ...(proxy?.userName ? [fact(t('Signs in as'), `${proxy.userName}${proxy.runAsAccount ? ` (${proxy.runAsAccount})` : ''}`)] : []),
        ]}
      />
    </PlanSection>
  )
}

type PlanNetwork = NonNullable<PlanDocument['target']>['networks'][number]

/** The range of a network, then its subnets, one a line. */
const Network = ({ network }: { network: PlanNetwork }) => {
  const styles = usePlanStyles()
  return (
    <>
      <div>{network.addressRange}</div>
      <table className={styles.subnets} aria-label={t('Subnets of {name}', { name: network.name })}>
        <tbody>
          {network.subnets.map((subnet) => (
            <tr key={subnet.name}>
              <th scope="row" className={styles.subnet}>
                {subnet.name}
              </th>
              <td>{subnet.range}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

export const TargetPart = ({ plan }: { plan: PlanDocument }) => {
  const { target } = plan
  return (
    <PlanSection title={t('Target')}>
      <FactList
        facts={[
          fact(t('Subscription'), target?.subscription ?? '-'),
          fact(t('Deployment model'), target ? (target.deploymentModel === 'classic' ? t('Classic') : t('Resource Manager')) : '-'),
          fact(
            t('Storage accounts'),
            target?.storageAccounts.map((a) => `${a.name} (${a.type.replace('_', '-')}, ${a.region})`).join('; ') || '-',
          ),
          ...(target?.networks ?? []).map((n) => ({ ...fact(t('Network {name}', { name: n.name }), <Network network={n} />), top: true })),
        ]}
      />
    </PlanSection>
  )
}

export const MappingsPart = ({ plan }: { plan: PlanDocument }) => (
  <PlanSection title={t('Network mappings')} count={plan.networkMappings.length}>
    <PlanTable
      label={t('Network mappings')}
      empty={t('No mappings. Machines reach only members of their recovery plan.')}
      rows={plan.networkMappings}
      keyOf={(m) => m.source}
      columns={[
        { label: t('Source network'), cell: (m) => m.source },
        { label: t('Machines'), figure: true, cell: (m) => formatCount(m.vms) },
        { label: t('Target network'), cell: (m) => m.target },
        {
          label: t('Lands in'),
          cell: (m) =>
            m.lands.map((l) => (
              <div key={l.sourceSubnet}>
                <StatusWord tone={l.warning ? 'warning' : 'success'}>
                  {t('{sourceSubnet} in {targetSubnet}', { sourceSubnet: l.sourceSubnet || t('any subnet'), targetSubnet: l.targetSubnet })}
                </StatusWord>
                {l.warning && <div>{l.warning}</div>}
              </div>
            )),
        },
      ]}
    />
  </PlanSection>
)

export const PoliciesPart = ({ plan }: { plan: PlanDocument }) => (
  <PlanSection title={t('Replication policies')} count={plan.policies.length}>
    <PlanTable
      label={t('Replication policies')}
      empty={t('No policies.')}
      rows={plan.policies}
      keyOf={(p) => p.name}
      columns={[
        { label: t('Name'), cell: (p) => p.name },
        { label: t('Copy frequency'), cell: (p) => formatDuration(p.copyFrequencySeconds * 1000) },
        { label: t('Retention'), figure: true, cell: (p) => `${p.retentionHours} h` },
        { label: t('App-consistent'), figure: true, cell: (p) => (p.appConsistentHours === 0 ? t('Off') : `${p.appConsistentHours} h`) },
        {
          label: t('Initial replication'),
          cell: (p) => (p.initialReplicationStart === 'immediately' ? t('Immediately') : p.initialReplicationStart),
        },
        { label: t('Encryption'), cell: (p) => (p.encrypt ? t('On') : t('Off')) },
        { label: t('Clouds'), cell: (p) => p.clouds.join(', ') },
      ]}
    />
  </PlanSection>
)

export const CapacityPart = ({ plan }: { plan: PlanDocument }) => {
  const styles = usePlanStyles()
  const { capacity } = plan
  if (!capacity)
    return (
      <PlanSection title={t('Capacity')}>
        <p className={styles.note}>{t('No estimate yet.')}</p>
      </PlanSection>
    )
  const { throttle } = capacity
  const { shared, rest } = sharedSource(capacity.figures.map((figure) => figure.source))
  const restOf = new Map(capacity.figures.map((figure, i) => [figure.id, rest[i]]))
  return (
    <PlanSection title={t('Capacity')}>
      <p className={styles.note}>
        {t('Link {linkMbps} Mbps, daily change {dailyChangePercent} %, initial replication in {initialReplicationHours} h.', {
          linkMbps: capacity.linkMbps,
          dailyChangePercent: capacity.dailyChangePercent,
          initialReplicationHours: capacity.initialReplicationHours,
        })}{' '}
        {capacity.plannerDone === 'yes' ? t('The Capacity Planner was run.') : t('The Capacity Planner is still to be run.')}{' '}
        {throttle
          ? t('Throttled to {workKbps} Kbps {workDays} {workStart} to {workEnd}, else {nonWorkKbps} Kbps.', {
              workKbps: formatCount(throttle.workKbps),
              workDays: throttle.workDays.join(', '),
              workStart: throttle.workStart,
              workEnd: throttle.workEnd,
              nonWorkKbps: formatCount(throttle.nonWorkKbps),
            })
          : t('No throttling.')}{' '}
        {t('Threads per machine: {uploadThreads} up, {downloadThreads} down.', {
          uploadThreads: capacity.uploadThreads,
          downloadThreads: capacity.downloadThreads,
        })}
      </p>
      <PlanTable
        label={t('Capacity figures')}
        empty={t('No figures.')}
        rows={capacity.figures}
        keyOf={(f) => f.id}
        columns={[
          { label: t('Figure'), cell: (f) => f.label },
          { label: t('Estimate'), figure: true, cell: (f) => f.value },
          { label: t('How it is worked out'), cell: (f) => (restOf.get(f.id) ? `${f.formula} (${restOf.get(f.id)})` : f.formula) },
        ]}
      />
      {shared && <p className={styles.note}>{`${shared}.`}</p>}
    </PlanSection>
  )
}

export const PlansPart = ({ plan }: { plan: PlanDocument }) => (
  <PlanSection title={t('Recovery plans')} count={plan.recoveryPlans.length}>
    <PlanTable
      label={t('Recovery plans')}
      empty={t('No recovery plan.')}
      rows={plan.recoveryPlans}
      keyOf={(p) => p.name}
      columns={[
        { label: t('Name'), cell: (p) => p.name },
        { label: t('Deployment model'), cell: (p) => (p.deploymentModel === 'classic' ? t('Classic') : t('Resource Manager')) },
        {
          label: t('Groups'),
          cell: (p) => p.groups.map((g) => <div key={g.name}>{`${g.name}: ${plural(g.machines.length, 'machine')}`}</div>),
        },
      ]}
    />
  </PlanSection>
)
