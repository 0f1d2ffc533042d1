import { mergeClasses } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { PlanDocument } from '../../../preload/contract/plan.ts'
import { FactList } from '../../ui/fact-list.tsx'
import { formatCount, formatDuration, plural } from '../../ui/format.ts'
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
  <PlanSection title="Vault">
    <FactList
      facts={[
        fact('Name', plan.vault?.name ?? '-'),
        fact('Subscription', plan.vault?.subscription ?? '-'),
        fact('Resource group', plan.vault?.resourceGroup ?? '-'),
        fact('Location', plan.vault?.region ?? '-'),
      ]}
    />
  </PlanSection>
)

export const SourcePart = ({ plan }: { plan: PlanDocument }) => {
  const { source } = plan
  const styles = usePlanStyles()
  if (!source)
    return (
      <PlanSection title="Source">
        <p className={styles.note}>No server registered.</p>
      </PlanSection>
    )
  const proxy = source.proxy
  return (
    <PlanSection title="Source">
      <FactList
        facts={[
          fact('VMM server', source.vmmServer),
          fact('Friendly Name', source.friendlyName),
          ...(source.keyFile ? [fact('Key file', source.keyFile)] : []),
          fact('Clouds sent', source.sync === 'all' ? `All: ${source.clouds.join(', ')}` : source.clouds.join(', ')),
          fact('Internet connection', proxy ? `Proxy ${proxy.address}:${proxy.port}` : 'Direct, without a proxy'),
          ...(proxy?.userName ? [fact('Signs in as', `${proxy.userName}${proxy.runAsAccount ? ` (${proxy.runAsAccount})` : ''}`)] : []),
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
      <table className={styles.subnets} aria-label={`Subnets of ${network.name}`}>
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
    <PlanSection title="Target">
      <FactList
        facts={[
          fact('Subscription', target?.subscription ?? '-'),
          fact('Deployment model', target ? (target.deploymentModel === 'classic' ? 'Classic' : 'Resource Manager') : '-'),
          fact(
            'Storage accounts',
            target?.storageAccounts.map((a) => `${a.name} (${a.type.replace('_', '-')}, ${a.region})`).join('; ') || '-',
          ),
          ...(target?.networks ?? []).map((n) => ({ ...fact(`Network ${n.name}`, <Network network={n} />), top: true })),
        ]}
      />
    </PlanSection>
  )
}

export const MappingsPart = ({ plan }: { plan: PlanDocument }) => (
  <PlanSection title="Network mappings" count={plan.networkMappings.length}>
    <PlanTable
      label="Network mappings"
      empty="No mappings. Machines reach only members of their recovery plan."
      rows={plan.networkMappings}
      keyOf={(m) => m.source}
      columns={[
        { label: 'Source network', cell: (m) => m.source },
        { label: 'Machines', figure: true, cell: (m) => formatCount(m.vms) },
        { label: 'Target network', cell: (m) => m.target },
        {
          label: 'Lands in',
          cell: (m) =>
            m.lands.map((l) => (
              <div key={l.sourceSubnet}>
                <StatusWord tone={l.warning ? 'warning' : 'success'}>{`${l.sourceSubnet || 'any subnet'} in ${l.targetSubnet}`}</StatusWord>
                {l.warning && <div>{l.warning}</div>}
              </div>
            )),
        },
      ]}
    />
  </PlanSection>
)

export const PoliciesPart = ({ plan }: { plan: PlanDocument }) => (
  <PlanSection title="Replication policies" count={plan.policies.length}>
    <PlanTable
      label="Replication policies"
      empty="No policies."
      rows={plan.policies}
      keyOf={(p) => p.name}
      columns={[
        { label: 'Name', cell: (p) => p.name },
        { label: 'Copy frequency', cell: (p) => formatDuration(p.copyFrequencySeconds * 1000) },
        { label: 'Retention', figure: true, cell: (p) => `${p.retentionHours} h` },
        { label: 'App-consistent', figure: true, cell: (p) => (p.appConsistentHours === 0 ? 'Off' : `${p.appConsistentHours} h`) },
        {
          label: 'Initial replication',
          cell: (p) => (p.initialReplicationStart === 'immediately' ? 'Immediately' : p.initialReplicationStart),
        },
        { label: 'Encryption', cell: (p) => (p.encrypt ? 'On' : 'Off') },
        { label: 'Clouds', cell: (p) => p.clouds.join(', ') },
      ]}
    />
  </PlanSection>
)

export const CapacityPart = ({ plan }: { plan: PlanDocument }) => {
  const styles = usePlanStyles()
  const { capacity } = plan
  if (!capacity)
    return (
      <PlanSection title="Capacity">
        <p className={styles.note}>No estimate yet.</p>
      </PlanSection>
    )
  const { throttle } = capacity
  const { shared, rest } = sharedSource(capacity.figures.map((figure) => figure.source))
  const restOf = new Map(capacity.figures.map((figure, i) => [figure.id, rest[i]]))
  return (
    <PlanSection title="Capacity">
      <p className={styles.note}>
        {`Link ${capacity.linkMbps} Mbps, daily change ${capacity.dailyChangePercent} %, initial replication in ${capacity.initialReplicationHours} h. `}
        {capacity.plannerDone === 'yes' ? 'The Capacity Planner was run.' : 'The Capacity Planner is still to be run.'}{' '}
        {throttle
          ? `Throttled to ${formatCount(throttle.workKbps)} Kbps ${throttle.workDays.join(', ')} ${throttle.workStart} to ${throttle.workEnd}, else ${formatCount(throttle.nonWorkKbps)} Kbps.`
          : 'No throttling.'}{' '}
        {`Threads per machine: ${capacity.uploadThreads} up, ${capacity.downloadThreads} down.`}
      </p>
      <PlanTable
        label="Capacity figures"
        empty="No figures."
        rows={capacity.figures}
        keyOf={(f) => f.id}
        columns={[
          { label: 'Figure', cell: (f) => f.label },
          { label: 'Estimate', figure: true, cell: (f) => f.value },
          { label: 'How it is worked out', cell: (f) => (restOf.get(f.id) ? `${f.formula} (${restOf.get(f.id)})` : f.formula) },
        ]}
      />
      {shared && <p className={styles.note}>{`${shared}.`}</p>}
    </PlanSection>
  )
}

export const PlansPart = ({ plan }: { plan: PlanDocument }) => (
  <PlanSection title="Recovery plans" count={plan.recoveryPlans.length}>
    <PlanTable
      label="Recovery plans"
      empty="No recovery plan."
      rows={plan.recoveryPlans}
      keyOf={(p) => p.name}
      columns={[
        { label: 'Name', cell: (p) => p.name },
        { label: 'Deployment model', cell: (p) => (p.deploymentModel === 'classic' ? 'Classic' : 'Resource Manager') },
        {
          label: 'Groups',
          cell: (p) => p.groups.map((g) => <div key={g.name}>{`${g.name}: ${plural(g.machines.length, 'machine')}`}</div>),
        },
      ]}
    />
  </PlanSection>
)
