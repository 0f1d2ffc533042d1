import { t } from '../../../preload/contract/words.ts'
import { any, choice, col, idColumn, type ListSpec, more, text } from './list-spec.ts'

/** Machines that failovers made in Azure (S71). */
export const azureVmList: ListSpec = {
  kind: 'azureVms',
  from: 'azure_vm t LEFT JOIN protected_item p ON p.id = t.protected_item_id LEFT JOIN vm v ON v.id = p.vm_id',
  id: 't.id',
  defaultSort: [{ field: 'name', descending: false }],
  columns: [
    col('name', t('Name'), 'text', 180, 't.name'),
    col(
      'state',
      t('Status'),
      'vmState',
      130,
      `CASE t.state WHEN 'running' THEN 'Running' WHEN 'stopped' THEN 'Stopped' ELSE 'Creating' END`,
    ),
    col('size', t('Size'), 'text', 140, 't.size'),
    col('network', t('Network'), 'text', 160, 't.network'),
    col('nics', t('NICs'), 'count', 80, 'json_array_length(t.adapters)'),
    col(
      'createdBy',
      t('Created by'),
      'text',
      160,
      `CASE t.created_by WHEN 'test' THEN 'Test failover' WHEN 'planned' THEN 'Planned failover' ELSE 'Unplanned failover' END`,
    ),
    col('created', t('Created'), 'instantLab', 150, 't.created_ms'),
    col('resourceGroup', t('Resource group'), 'text', 150, 't.resource_group', more),
    col('source', t('Source'), 'text', 160, 'v.name', more),
    idColumn('t'),
  ],
  scopes: {},
  fields: [
    text('name', t('Name'), 't.name'),
    choice('state', t('Status'), ['creating', 'running', 'stopped'], 't.state'),
    text('size', t('Size'), 't.size'),
    text('network', t('Network'), 't.network'),
    choice('createdby', t('Created by'), ['test', 'planned', 'unplanned'], 't.created_by'),
    text('source', t('Source'), 'v.name'),
    any('subnet', t('Subnet'), 'text', 'json_each(t.adapters) a', `json_extract(a.value, '$.subnet')`),
  ],
}
