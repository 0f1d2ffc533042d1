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
const copy = (seconds: number): string =>
  seconds < 60 ? t('{seconds} seconds', { seconds }) : t('{seconds} minutes', { seconds: seconds / 60 })
const verdicts = { ready: t('Ready'), warnings: t('Warnings'), 'not-ready': t('Not ready'), unknown: t('Unknown') } as const

const style = `body{font:10.5pt/1.45 "Segoe UI",system-ui,sans-serif;color:#1b1a19;background:#fff;margin:24pt auto;max-width:1040px;padding:0 16pt}
h1{font-size:20pt;margin:0 0 4pt}h2{font-size:13pt;margin:20pt 0 6pt;border-bottom:1pt solid #8a8886;padding-bottom:2pt}h3{font-size:11pt;margin:10pt 0 4pt}
p{margin:4pt 0}.empty,.note{color:#605e5c}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:3pt 6pt;border-bottom:.5pt solid #c8c6c4;overflow-wrap:anywhere}
th{font-weight:600}.number{text-align:right}dl{display:grid;grid-template-columns:minmax(12em,max-content) 1fr;gap:2pt 12pt;margin:4pt 0}dt{color:#605e5c}dd{margin:0;overflow-wrap:anywhere}
thead{display:table-header-group}tr{break-inside:avoid}@media print{body{margin:0;max-width:none;padding:0}h2{break-after:avoid}}@page{margin:16mm}`

/** The plan as one page that needs nothing else: no script, no link, no picture; every text of the lab is escaped. */
export const planHtml = (plan: PlanDocument): string => {
  const { lab } = plan
  const title = t('Recovery plan of {name}', { name: lab.name })
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
<p class="note">${escapeHtml(t('Lab clock {clock}, {timeZone}. Rules {rulePack}. Document {schema}.', { clock: lab.clock, timeZone: lab.timeZone, rulePack: plan.rulePack, schema: plan.schema }))}</p>
<main>
${[
  section(t('Next steps'), `<ol>${plan.nextSteps.map((step) => `<li>${escapeHtml(step)}</li>`).join('')}</ol>`),
  section(t('Recovery plans'), recoveryPlans(plan)),
  section(t('Protected machines'), machines(plan)),
  section(t('Vault and target'), target(plan)),
  section(t('Source'), source(plan)),
  section(
    t('Network mappings'),
    table(
      [t('Source network'), t('Machines'), t('Target network'), t('Lands in')],
      plan.networkMappings.map((each) => [
        each.source,
        each.vms,
        each.target,
        each.lands
          .map((landing) => `${landing.sourceSubnet || 'any'} → ${landing.targetSubnet}${landing.warning ? `. ${landing.warning}` : ''}`)
          .join('; '),
      ]),
      t('No network is mapped.'),
    ),
  ),
  section(
    t('Replication policies'),
    table(
      [
        t('Name'),
        t('Copy frequency'),
        t('Retention'),
        t('App-consistent snapshots'),
        t('Initial replication'),
        t('Encryption'),
        t('Clouds'),
      ],
      plan.policies.map((each) => [
        each.name,
        copy(each.copyFrequencySeconds),
        `${each.retentionHours} h`,
        each.appConsistentHours === 0 ? t('Off') : t('Every {appConsistentHours} h', { appConsistentHours: each.appConsistentHours }),
        each.initialReplicationStart === 'immediately' ? t('Immediately') : each.initialReplicationStart,
        each.encrypt ? t('On') : t('Off'),
        each.clouds.join(', '),
      ]),
      t('No policy.'),
    ),
  ),
  section(t('Capacity'), capacity(plan)),
  section(
    t('Prerequisites'),
    table(
      [t('Item'), t('Prerequisite'), t('State'), t('Evidence')],
      plan.prerequisites.map((each) => [each.item, each.title, each.state, each.evidence]),
      t('None.'),
    ),
  ),
  section(
    t('Not protected'),
    table(
      [t('Name'), t('Host'), t('Readiness'), t('Findings')],
      plan.notProtected.map((each) => [each.name, each.host, verdicts[each.verdict], findings(each.findings)]),
      t('Every machine is protected.'),
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
              [t('Group'), t('Machines')],
              each.groups.map((group) => [group.name, group.machines.join(', ')]),
              t('No machines.'),
            )}`,
        )
        .join('\n')

const machines = (plan: PlanDocument): string =>
  table(
    [
      t('Name'),
      t('Host'),
      t('Azure name'),
      t('Size'),
      'OS',
      t('Disks'),
      t('Network'),
      t('Subnet'),
      'IP',
      t('Storage account'),
      t('Policy'),
      t('Readiness'),
    ],
    plan.machines.map((each) => [
      each.name,
      each.host,
      each.azureName,
      each.size,
      each.osFamily === 'windows' ? 'Windows' : 'Linux',
      each.disks
        .map((disk) => {
          const text = `${disk.name} ${gibibytes(disk.sizeBytes)}`
          return disk.excluded ? t('{disk} (left out)', { disk: text }) : text
        })
        .join(', '),
      each.network,
      each.subnet,
      each.ip ?? t('DHCP assigned'),
      each.storageAccount,
      each.policy,
      verdicts[each.verdict],
    ]),
    t('Nothing is protected.'),
  )

const target = ({ vault, target }: PlanDocument): string =>
  [
    vault
      ? facts([
          [t('Vault'), vault.name],
          [t('Subscription'), vault.subscription],
          [t('Resource group'), vault.resourceGroup],
          [t('Location'), vault.region],
          [t('Deployment model'), target?.deploymentModel === 'classic' ? t('Classic') : t('Resource Manager')],
        ])
      : `<p class="empty">${escapeHtml(t('No vault yet.'))}</p>`,
    target
      ? table(
          [t('Storage account'), t('Type'), t('Location')],
          target.storageAccounts.map((each) => [each.name, each.type, each.region]),
          t('No storage account.'),
        )
      : '',
    target
      ? table(
          [t('Network'), t('Address range'), t('Subnets'), t('Location')],
          target.networks.map((each) => [
            each.name,
            each.addressRange,
            each.subnets.map((subnet) => `${subnet.name} (${subnet.range})`).join(', '),
            each.region,
          ]),
          t('No network.'),
        )
      : '',
  ].join('\n')

const source = ({ source }: PlanDocument): string =>
  source
    ? facts([
        [t('VMM server'), source.vmmServer],
        [t('Friendly name'), source.friendlyName],
        [t('Clouds in the vault'), source.clouds.join(', ')],
        [
          t('Internet connection'),
          source.proxy ? t('Proxy {address}:{port}', { address: source.proxy.address, port: source.proxy.port }) : t('Direct'),
        ],
        ...(source.proxy?.runAsAccount
          ? ([[t('Run As account'), `${source.proxy.runAsAccount} (${source.proxy.userName ?? '-'})`]] as const)
          : []),
      ])
    : `<p class="empty">${escapeHtml(t('No VMM server is registered.'))}</p>`

const capacity = ({ capacity }: PlanDocument): string => {
  if (!capacity) return `<p class="empty">${escapeHtml(t('No figures yet.'))}</p>`
  const { throttle } = capacity
  return [
    facts([
      [t('Capacity Planner'), capacity.plannerDone === 'yes' ? t('Run') : t('I will do it later')],
      [t('Link'), t('{linkMbps} Mbps', { linkMbps: capacity.linkMbps })],
      [t('Daily change'), `${capacity.dailyChangePercent} %`],
      [
        t('Throttling'),
        throttle
          ? t('{workDays} {workStart}-{workEnd}: {workKbps} Kbps, else {nonWorkKbps} Kbps', {
              workDays: throttle.workDays.join(', '),
              workStart: throttle.workStart,
              workEnd: throttle.workEnd,
              workKbps: throttle.workKbps,
              nonWorkKbps: throttle.nonWorkKbps,
            })
          : t('Off'),
      ],
      [
        t('Threads'),
        t('{uploadThreads} upload, {downloadThreads} download', {
          uploadThreads: capacity.uploadThreads,
          downloadThreads: capacity.downloadThreads,
        }),
      ],
    ]),
    table(
      [t('Figure'), t('Value'), t('How it is worked out'), t('Source')],
      capacity.figures.map((each) => [each.label, each.value, each.formula, each.source]),
      t('No figures.'),
    ),
  ].join('\n')
}
