import { t } from '../../../preload/contract/words.ts'
/** Something that always holds in a lab and that no single constraint of the schema can say; `sql` gives the ids of rows that break it. */
export interface Invariant {
  code: string
  table: string
  sql: string
  message: string
}

export const invariants: readonly Invariant[] = [
  {
    code: 'readiness-missing',
    table: 'vm',
    sql: 'SELECT id FROM vm WHERE id NOT IN (SELECT vm_id FROM vm_readiness)',
    message: t('Has not been judged by the rule pack.'),
  },
  {
    code: 'readiness-counts',
    table: 'vm_readiness',
    sql: `SELECT r.vm_id FROM vm_readiness r WHERE json_valid(r.findings) = 0
      OR r.blocker_count <> (SELECT count(*) FROM json_each(r.findings) WHERE value ->> 'severity' = 'blocker')
      OR r.warning_count <> (SELECT count(*) FROM json_each(r.findings) WHERE value ->> 'severity' = 'warning')
      OR r.unknown_count <> (SELECT count(*) FROM json_each(r.findings) WHERE value ->> 'severity' = 'unknown')
      OR r.info_count <> (SELECT count(*) FROM json_each(r.findings) WHERE value ->> 'severity' = 'info')`,
    message: t('Its counts of findings differ from its findings.'),
  },
  {
    code: 'negative-size',
    table: 'vm',
    sql: 'SELECT id FROM vm WHERE memory_bytes < 0 OR total_size_bytes < 0 OR cpu_count < 0 OR dynamic_memory_maximum_bytes < 0 OR checkpoint_count < 0',
    message: t('Has a size or a count below zero.'),
  },
  {
    code: 'negative-size',
    table: 'virtual_disk',
    sql: 'SELECT id FROM virtual_disk WHERE size_bytes < 0 OR used_bytes < 0',
    message: t('Has a size below zero.'),
  },
  {
    code: 'negative-size',
    table: 'host',
    sql: 'SELECT id FROM host WHERE memory_bytes < 0 OR available_memory_bytes < 0 OR logical_cpu_count < 0',
    message: t('Has a size or a count below zero.'),
  },
  {
    code: 'two-os-disks',
    table: 'vm',
    sql: 'SELECT vm_id FROM virtual_disk WHERE is_os = 1 GROUP BY vm_id HAVING count(*) > 1',
    message: t('Has more than one operating system disk.'),
  },
  {
    code: 'host-group-path',
    table: 'host_group',
    sql: `SELECT g.id FROM host_group g JOIN host_group p ON p.id = g.parent_id WHERE g.path <> p.path || '\\' || g.name`,
    message: t('Its path is not that of its parent and its name.'),
  },
  {
    code: 'adapter-addresses',
    table: 'network_adapter',
    sql: "SELECT id FROM network_adapter WHERE json_valid(ip_addresses) = 0 OR json_type(ip_addresses) <> 'array'",
    message: t('Its IP addresses are not a list.'),
  },
  {
    code: 'adapter-subnet',
    table: 'network_adapter',
    sql: 'SELECT a.id FROM network_adapter a JOIN vm_subnet s ON s.id = a.vm_subnet_id WHERE a.vm_network_id IS NOT s.vm_network_id',
    message: t('Its subnet belongs to another VM network.'),
  },
  {
    code: 'policy-vault',
    table: 'protected_item',
    sql: 'SELECT i.id FROM protected_item i JOIN policy p ON p.id = i.policy_id WHERE p.vault_id <> i.vault_id',
    message: t('Its replication policy belongs to another vault.'),
  },
  {
    code: 'policy-retention',
    table: 'policy',
    sql: 'SELECT id FROM policy WHERE app_consistent_hours >= retention_hours AND app_consistent_hours > 0',
    message: t('Its app-consistent snapshots are not more frequent than its retention.'),
  },
  {
    code: 'policy-cloud',
    table: 'protected_item',
    sql: `SELECT i.id FROM protected_item i
      WHERE NOT EXISTS (SELECT 1 FROM policy_cloud c WHERE c.cloud_id = i.cloud_id)`,
    message: t('Its cloud uses no replication policy.'),
  },
  {
    code: 'os-disk-owner',
    table: 'protected_item',
    sql: 'SELECT i.id FROM protected_item i JOIN virtual_disk d ON d.id = i.os_disk_id WHERE d.vm_id <> i.vm_id',
    message: t('Its operating system disk belongs to another virtual machine.'),
  },
  {
    code: 'region-storage',
    table: 'protected_item',
    sql: `SELECT i.id FROM protected_item i JOIN vault v ON v.id = i.vault_id
      JOIN storage_account s ON s.id IN (i.storage_account_id, i.log_storage_account_id) WHERE s.region <> v.region GROUP BY i.id`,
    message: t('Its storage account is not in the region of its vault.'),
  },
  {
    code: 'region-network',
    table: 'protected_item',
    sql: `SELECT i.id FROM protected_item i JOIN vault v ON v.id = i.vault_id
      JOIN azure_network n ON n.id = i.azure_network_id WHERE n.region <> v.region`,
    message: t('Its Azure network is not in the region of its vault.'),
  },
  {
    code: 'region-network',
    table: 'network_mapping',
    sql: `SELECT m.id FROM network_mapping m JOIN vault v ON v.id = m.vault_id
      JOIN azure_network n ON n.id = m.azure_network_id WHERE n.region <> v.region`,
    message: t('Its Azure network is not in the region of its vault.'),
  },
  {
    code: 'adapter-owner',
    table: 'protected_item_adapter',
    sql: `SELECT p.id FROM protected_item_adapter p JOIN protected_item i ON i.id = p.protected_item_id
      JOIN network_adapter a ON a.id = p.network_adapter_id WHERE a.vm_id <> i.vm_id`,
    message: t('Its network adapter belongs to another virtual machine.'),
  },
  {
    code: 'adapter-target-subnet',
    table: 'protected_item_adapter',
    sql: `SELECT p.id FROM protected_item_adapter p JOIN protected_item i ON i.id = p.protected_item_id
      WHERE p.subnet_name IS NOT NULL AND i.azure_network_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM azure_subnet s WHERE s.azure_network_id = i.azure_network_id AND s.name = p.subnet_name)`,
    message: t('Its subnet is not one of the Azure network.'),
  },
  {
    code: 'excluded-disk-owner',
    table: 'protected_item_excluded_disk',
    sql: `SELECT e.id FROM protected_item_excluded_disk e JOIN protected_item i ON i.id = e.protected_item_id
      JOIN virtual_disk d ON d.id = e.virtual_disk_id WHERE d.vm_id <> i.vm_id OR d.id = i.os_disk_id`,
    message: t('Leaves out a disk of another virtual machine, or the operating system disk.'),
  },
  {
    code: 'plan-vault',
    table: 'recovery_plan_item',
    sql: `SELECT r.id FROM recovery_plan_item r JOIN recovery_plan p ON p.id = r.recovery_plan_id
      JOIN protected_item i ON i.id = r.protected_item_id WHERE i.vault_id <> p.vault_id`,
    message: t('Its virtual machine is protected in another vault than its recovery plan.'),
  },
  {
    code: 'job-times',
    table: 'job',
    sql: "SELECT id FROM job WHERE json_valid(steps) = 0 OR (status NOT IN ('running', 'waiting') AND ended_wall_ms IS NULL)",
    message: t('Has ended without an end time, or its steps cannot be read.'),
  },
  {
    code: 'import-record',
    table: 'import_batch',
    sql: 'SELECT id FROM import_batch WHERE json_valid(files) = 0 OR json_valid(counts) = 0 OR json_valid(rejects) = 0',
    message: t('Its record cannot be read.'),
  },
  {
    code: 'draft-unreadable',
    table: 'wizard_draft',
    sql: 'SELECT NULL FROM wizard_draft WHERE json_valid(answers) = 0',
    message: t('The kept answers of a wizard cannot be read.'),
  },
]
