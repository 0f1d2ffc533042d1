import { t } from '../../../preload/contract/words.ts'
import { any, choice, col, duration, figure, flag, idColumn, type ListSpec, labAge, more, size, sqlText, text } from './list-spec.ts'
import { modelSql } from './lists-azure.ts'

/** The job that made the machine `t` in Azure: the newest of its kind in the present time line. */
export const madeByJob = (column: string, vm = 't'): string =>
  `(SELECT j.${column} FROM replication_job r JOIN job j ON j.id = r.job_id WHERE r.protected_item_id = ${vm}.protected_item_id
     AND r.model = CASE ${vm}.created_by WHEN 'test' THEN 'testFailover' ELSE ${vm}.created_by END AND r.gone = 0 AND j.started_lab_ms <= ${vm}.created_ms
   ORDER BY r.line DESC LIMIT 1)`

/** The run of a recovery plan within which it was made; none when its item was failed over alone. */
export const madeByRun = (column: string, vm = 't'): string =>
  `(SELECT r.${column} FROM plan_run r JOIN recovery_plan_item i ON i.recovery_plan_id = r.recovery_plan_id
   WHERE i.protected_item_id = ${vm}.protected_item_id AND r.kind = ${vm}.created_by AND r.gone = 0 AND r.started_ms <= ${vm}.created_ms
     AND coalesce(r.ended_ms, ${vm}.created_ms) >= ${vm}.created_ms ORDER BY r.started_ms DESC, r.id DESC LIMIT 1)`

export const makerSql = (vm = 't'): string =>
  `CASE ${vm}.created_by WHEN 'test' THEN ${sqlText(t('Test failover'))} WHEN 'planned' THEN ${sqlText(t('Planned failover'))} ELSE ${sqlText(t('Unplanned failover'))} END`
export const azureStateSql = `CASE t.state WHEN 'running' THEN 'Running' WHEN 'stopped' THEN 'Stopped' ELSE 'Creating' END`

const joined = (column: string): string =>
  `(SELECT group_concat(${column}, ', ') FROM (SELECT ${column} FROM azure_vm_adapter x WHERE x.azure_vm_id = t.id AND ${column} IS NOT NULL GROUP BY ${column} ORDER BY min(x.ordinal)))`
const nics = '(SELECT count(*) FROM azure_vm_adapter x WHERE x.azure_vm_id = t.id)'
const disks = '(SELECT count(*) FROM azure_vm_disk x WHERE x.azure_vm_id = t.id)'
const diskBytes = '(SELECT sum(x.size_bytes) FROM azure_vm_disk x WHERE x.azure_vm_id = t.id)'

/** Machines that failovers made in Azure (S71). */
export const azureVmList: ListSpec = {
  kind: 'azureVms',
  from: 'azure_vm t LEFT JOIN protected_item p ON p.id = t.protected_item_id LEFT JOIN vm v ON v.id = p.vm_id',
  id: 't.id',
  byClock: true,
  defaultSort: [{ field: 'name', descending: false }],
  columns: [
    col('name', t('Name'), 'text', 150, 't.name'),
    col('state', t('Status'), 'vmState', 100, azureStateSql),
    col('size', t('Size'), 'text', 120, 't.size'),
    col('network', t('Network'), 'text', 120, 't.network'),
    col('addresses', t('IP addresses'), 'text', 120, joined('address')),
    col('createdBy', t('Created by'), 'text', 130, makerSql()),
    col('plan', t('Recovery plan'), 'text', 120, madeByRun('plan_name')),
    col('created', t('Created'), 'instantLab', 140, 't.created_ms'),
    col('source', t('Source'), 'text', 120, 'v.name', more),
    col('subnets', t('Subnets'), 'text', 140, joined('subnet'), more),
    col('nics', t('NICs'), 'count', 80, nics, more),
    col('disks', t('Disks'), 'count', 80, disks, more),
    col('diskBytes', t('Size of disks'), 'bytes', 110, diskBytes, more),
    col('availabilitySet', t('Availability set'), 'text', 140, 't.availability_set', more),
    col('resourceGroup', t('Resource group'), 'text', 150, 't.resource_group', more),
    col('region', t('Location'), 'text', 120, 't.region', more),
    col('model', t('Deployment model'), 'text', 150, modelSql('t'), more),
    col('test', t('Test'), 'yesNo', 80, `t.created_by = 'test'`, more),
    col('job', t('Job'), 'text', 180, madeByJob('name'), more),
    idColumn('t'),
  ],
  scopes: {},
  fields: [
    text('name', t('Name'), 't.name'),
    choice('state', t('Status'), ['creating', 'running', 'stopped'], 't.state'),
    text('size', t('Size'), 't.size'),
    text('network', t('Network'), 't.network'),
    any('subnet', t('Subnet'), 'text', 'azure_vm_adapter x WHERE x.azure_vm_id = t.id', 'x.subnet'),
    any('ip', t('IP address'), 'text', 'azure_vm_adapter x WHERE x.azure_vm_id = t.id', 'x.address'),
    choice('createdby', t('Created by'), ['test', 'planned', 'unplanned'], 't.created_by'),
    flag('test', t('Made by a test failover'), `t.created_by = 'test'`),
    text('plan', t('Recovery plan'), madeByRun('plan_name')),
    text('source', t('Source'), 'v.name'),
    text('availabilityset', t('Availability set'), 't.availability_set'),
    text('group', t('Resource group'), 't.resource_group'),
    figure('nics', t('NICs'), nics),
    figure('disks', t('Disks'), disks),
    size('disksize', t('Size of disks'), diskBytes),
    choice('model', t('Deployment model'), ['resource-manager', 'classic'], 't.deployment_model'),
    duration('age', t('Age in lab time'), labAge('t.created_ms')),
  ],
}

/** Kinds of resources; the id of a row is `id * 8 + place` of the row that it comes from. */
export const resourceKinds = ['vm', 'nic', 'availability-set', 'vault', 'storage', 'network'] as const
export type ResourceKind = (typeof resourceKinds)[number]

const typeSql = (words: string, classic: string, model: string): string =>
  `CASE ${model} WHEN 'classic' THEN ${sqlText(classic)} ELSE ${sqlText(words)} END`
const maker = (vm: string): string => `${makerSql(vm)} || ' · ' || coalesce(s.name, ${vm}.name)`
const source = (vm: string): string => `LEFT JOIN protected_item p ON p.id = ${vm}.protected_item_id LEFT JOIN vm s ON s.id = p.vm_id`

/**
 * Everything that stands in Azure: what was there before a failover, and what failovers made. In the classic model adapters and availability sets
 * are parts of machines and no resources of their own.
 */
const resources = [
  `SELECT a.id * 8 AS id, 'vm' AS kind, a.name AS name, ${typeSql(t('Virtual machine'), t('Virtual machine (classic)'), 'a.deployment_model')} AS type,
     a.resource_group AS resource_group, a.region AS region, a.deployment_model, ${maker('a')} AS made_by, a.created_by AS created_by, a.created_ms AS created_ms,
     s.name AS source FROM azure_vm a ${source('a')}`,
  `SELECT x.id * 8 + 1, 'nic', a.name || '-nic' || (x.ordinal + 1), ${sqlText(t('Network interface'))}, a.resource_group, a.region, a.deployment_model,
     ${maker('a')}, a.created_by, a.created_ms, s.name FROM azure_vm_adapter x JOIN azure_vm a ON a.id = x.azure_vm_id ${source('a')}
   WHERE a.deployment_model = 'resource-manager'`,
  `SELECT min(a.id) * 8 + 2, 'availability-set', a.availability_set, ${sqlText(t('Availability set'))}, a.resource_group, min(a.region), a.deployment_model,
     CASE WHEN count(*) = 1 THEN ${maker('a')} ELSE replace(${sqlText(t('{n} machines'))}, '{n}', count(*)) END,
     CASE WHEN min(a.created_by) = max(a.created_by) THEN min(a.created_by) END, min(a.created_ms), NULL FROM azure_vm a ${source('a')}
   WHERE a.availability_set IS NOT NULL AND a.deployment_model = 'resource-manager' GROUP BY a.resource_group, a.availability_set`,
  `SELECT y.id * 8 + 3, 'vault', y.name, ${sqlText(t('Recovery Services vault'))}, g.name, y.region, y.deployment_model, NULL, NULL, NULL, NULL
   FROM vault y JOIN resource_group g ON g.id = y.resource_group_id`,
  `SELECT y.id * 8 + 4, 'storage', y.name, ${typeSql(t('Storage account'), t('Storage account (classic)'), 'y.deployment_model')}, g.name, y.region,
     y.deployment_model, NULL, NULL, NULL, NULL FROM storage_account y LEFT JOIN resource_group g ON g.id = y.resource_group_id`,
  `SELECT y.id * 8 + 5, 'network', y.name, ${typeSql(t('Virtual network'), t('Virtual network (classic)'), 'y.deployment_model')}, g.name, y.region,
     y.deployment_model, NULL, NULL, NULL, NULL FROM azure_network y LEFT JOIN resource_group g ON g.id = y.resource_group_id`,
]

export const azureResourceList: ListSpec = {
  kind: 'azureResources',
  from: `(${resources.join(' UNION ALL ')}) t`,
  id: 't.id',
  byClock: true,
  defaultSort: [{ field: 'name', descending: false }],
  columns: [
    col('name', t('Name'), 'text', 200, 't.name'),
    col('type', t('Type'), 'text', 190, 't.type'),
    col('resourceGroup', t('Resource group'), 'text', 150, 't.resource_group'),
    col('region', t('Location'), 'text', 130, 't.region'),
    col('madeBy', t('Created by'), 'text', 220, 't.made_by'),
    col('created', t('Created'), 'instantLab', 150, 't.created_ms'),
    col('model', t('Deployment model'), 'text', 150, modelSql('t'), more),
    col('source', t('Source'), 'text', 140, 't.source', more),
    idColumn('t'),
  ],
  scopes: {},
  fields: [
    text('name', t('Name'), 't.name'),
    choice('kind', t('Type'), resourceKinds, 't.kind'),
    text('group', t('Resource group'), 't.resource_group'),
    text('region', t('Location'), 't.region'),
    choice('createdby', t('Created by'), ['test', 'planned', 'unplanned'], 't.created_by'),
    flag('failover', t('Made by a failover'), 't.created_ms IS NOT NULL'),
    text('source', t('Source'), 't.source'),
    choice('model', t('Deployment model'), ['resource-manager', 'classic'], 't.deployment_model'),
    duration('age', t('Age in lab time'), labAge('t.created_ms')),
  ],
}
