import type { PlanDocument } from '../../preload/contract/plan.ts'
import { language, t } from '../../preload/contract/words.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character)

type Cell = string | number | null
const show = (cell: Cell): string =>
  cell === null || cell === '' ? '-' : escapeHtml(typeof cell === 'number' ? cell.toLocaleString('en-US') : cell)

const table = (heads: readonly string[], lines: readonly (readonly Cell[])[], empty: string): string =>
  lines.length === 0
    ? `<p class="empty">${escapeHtml(empty)}</p>`
    : `<table><thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join('')}</tr></thead>\n<tbody>\n${lines
        .map(
          (line) => `<tr>${line.map((cell) => `<td${typeof cell === 'number' ? ' class="number"' : ''}>${show(cell)}</td>`).join('')}</tr>`,
        )
        .join('\n')}\n</tbody></table>`

const facts = (lines: readonly (readonly [string, Cell])[]): string =>
  `<dl>${lines.map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${show(value)}</dd>`).join('')}</dl>`

const section = (title: string, body: string): string => `<section><h2>${escapeHtml(title)}</h2>\n${body}\n</section>`

const gibibytes = (bytes: number): string =>
  `${(bytes / 2 ** 30).toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} GiB`
const copy = (seconds: number): string => (seconds < 60 ? `${seconds} seconds` : `${seconds / 60} minutes`)
const verdicts = { ready: 'Ready', warnings: 'Warnings', 'not-ready': 'Not ready', unknown: 'Unknown' } as const

const style = `body{font:10.5pt/1.45 "Segoe UI",system-ui,sans-serif;color:#1b1a19;background:#fff;margin:24pt auto;max-width:1040px;padding:0 16pt}
h1{font-size:20pt;margin:0 0 4pt}h2{font-size:13pt;margin:20pt 0 6pt;border-bottom:1pt solid #8a8886;padding-bottom:2pt}h3{font-size:11pt;margin:10pt 0 4pt}
p{margin:4pt 0}.empty,.note{color:#605e5c}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:3pt 6pt;border-bottom:.5pt solid #c8c6c4;overflow-wrap:anywhere}
th{font-weight:600}.number{text-align:right}dl{display:grid;grid-template-columns:minmax(12em,max-content) 1fr;gap:2pt 12pt;margin:4pt 0}dt{color:#605e5c}dd{margin:0;overflow-wrap:anywhere}
thead{display:table-header-group}tr{break-inside:avoid}@media print{body{margin:0;max-width:none;padding:0}h2{break-after:avoid}}@page{margin:16mm}`

/** The plan as one page that needs nothing else: no script, no link, no picture; every text of the lab is escaped. */
export const planHtml = (plan: PlanDocument): string => {
  const { lab } = plan
  const title = `Recovery plan of ${lab.name}`
  return `<!doctype html>
<html lang="${language()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p class="note">${escapeHtml(`Lab clock ${lab.clock}, ${lab.timeZone}. Rules ${plan.rulePack}. Document ${plan.schema}.`)}</p>
<main>
${[
  section('Next steps', `<ol>${plan.nextSteps.map((step) => `<li>${escapeHtml(step)}</li>`).join('')}</ol>`),
  section('Recovery plans', recoveryPlans(plan)),
  section('Protected machines', machines(plan)),
  section('Vault and target', target(plan)),
  section('Source', source(plan)),
  section(
    'Network mappings',
    table(
      ['Source network', 'Machines', 'Target network', 'Lands in'],
      plan.networkMappings.map((each) => [
        each.source,
        each.vms,
        each.target,
        each.lands
          .map((landing) => `${landing.sourceSubnet || 'any'} → ${landing.targetSubnet}${landing.warning ? `. ${landing.warning}` : ''}`)
          .join('; '),
      ]),
      'No network is mapped.',
    ),
  ),
  section(
    'Replication policies',
    table(
      ['Name', 'Copy frequency', 'Retention', 'App-consistent snapshots', 'Initial replication', 'Encryption', 'Clouds'],
      plan.policies.map((each) => [
        each.name,
        copy(each.copyFrequencySeconds),
        `${each.retentionHours} h`,
        each.appConsistentHours === 0 ? 'Off' : `Every ${each.appConsistentHours} h`,
        each.initialReplicationStart === 'immediately' ? 'Immediately' : each.initialReplicationStart,
        each.encrypt ? 'On' : 'Off',
        each.clouds.join(', '),
      ]),
      'No policy.',
    ),
  ),
  section('Capacity', capacity(plan)),
  section(
    'Prerequisites',
    table(
      ['Item', 'Prerequisite', 'State', 'Evidence'],
      plan.prerequisites.map((each) => [each.item, each.title, each.state, each.evidence]),
      'None.',
    ),
  ),
  section(
    'Not protected',
    table(
      ['Name', 'Host', 'Readiness', 'Findings'],
      plan.notProtected.map((each) => [each.name, each.host, verdicts[each.verdict], findings(each.findings)]),
      'Every machine is protected.',
    ),
  ),
].join('\n')}
</main>
</body>
</html>
`
}

const findings = (list: PlanDocument['machines'][number]['findings']): string =>
  list
    .filter((each) => each.severity !== 'info')
    .map((each) => `${each.rule}: ${each.message} ${each.remedy}`)
    .join(' ')

const recoveryPlans = (plan: PlanDocument): string =>
  plan.recoveryPlans.length === 0
    ? `<p class="empty">${escapeHtml(t('No recovery plan yet.'))}</p>`
    : plan.recoveryPlans
        .map(
          (each) =>
            `<h3>${escapeHtml(each.name)}</h3>${table(
              ['Group', 'Machines'],
              each.groups.map((group) => [group.name, group.machines.join(', ')]),
              'No machines.',
            )}`,
        )
        .join('\n')

const machines = (plan: PlanDocument): string =>
  table(
    ['Name', 'Host', 'Azure name', 'Size', 'OS', 'Disks', 'Network', 'Subnet', 'IP', 'Storage account', 'Policy', 'Readiness'],
    plan.machines.map((each) => [
      each.name,
      each.host,
      each.azureName,
      each.size,
      each.osFamily === 'windows' ? 'Windows' : 'Linux',
      each.disks.map((disk) => `${disk.name} ${gibibytes(disk.sizeBytes)}${disk.excluded ? ' (left out)' : ''}`).join(', '),
      each.network,
      each.subnet,
      each.ip ?? 'DHCP assigned',
      each.storageAccount,
      each.policy,
      verdicts[each.verdict],
    ]),
    'Nothing is protected.',
  )

const target = ({ vault, target }: PlanDocument): string =>
  [
    vault
      ? facts([
          ['Vault', vault.name],
          ['Subscription', vault.subscription],
          ['Resource group', vault.resourceGroup],
          ['Location', vault.region],
          ['Deployment model', target?.deploymentModel === 'classic' ? 'Classic' : 'Resource Manager'],
        ])
      : `<p class="empty">${escapeHtml(t('No vault yet.'))}</p>`,
    target
      ? table(
          ['Storage account', 'Type', 'Location'],
          target.storageAccounts.map((each) => [each.name, each.type, each.region]),
          'No storage account.',
        )
      : '',
    target
      ? table(
          ['Network', 'Address range', 'Subnets', 'Location'],
          target.networks.map((each) => [
            each.name,
            each.addressRange,
            each.subnets.map((subnet) => `${subnet.name} (${subnet.range})`).join(', '),
            each.region,
          ]),
          'No network.',
        )
      : '',
  ].join('\n')

const source = ({ source }: PlanDocument): string =>
  source
    ? facts([
        ['VMM server', source.vmmServer],
        ['Friendly name', source.friendlyName],
        ['Clouds in the vault', source.clouds.join(', ')],
        ['Internet connection', source.proxy ? `Proxy ${source.proxy.address}:${source.proxy.port}` : 'Direct'],
        ...(source.proxy?.runAsAccount
          ? ([['Run As account', `${source.proxy.runAsAccount} (${source.proxy.userName ?? '-'})`]] as const)
          : []),
      ])
    : `<p class="empty">${escapeHtml(t('No VMM server is registered.'))}</p>`

const capacity = ({ capacity }: PlanDocument): string => {
  if (!capacity) return `<p class="empty">${escapeHtml(t('No figures yet.'))}</p>`
  const { throttle } = capacity
  return [
    facts([
      ['Capacity Planner', capacity.plannerDone === 'yes' ? 'Run' : 'I will do it later'],
      ['Link', `${capacity.linkMbps} Mbps`],
      ['Daily change', `${capacity.dailyChangePercent} %`],
      [
        'Throttling',
        throttle
          ? `${throttle.workDays.join(', ')} ${throttle.workStart}-${throttle.workEnd}: ${throttle.workKbps} Kbps, else ${throttle.nonWorkKbps} Kbps`
          : 'Off',
      ],
      ['Threads', `${capacity.uploadThreads} upload, ${capacity.downloadThreads} download`],
    ]),
    table(
      ['Figure', 'Value', 'How it is worked out', 'Source'],
      capacity.figures.map((each) => [each.label, each.value, each.formula, each.source]),
      'No figures.',
    ),
  ].join('\n')
}
