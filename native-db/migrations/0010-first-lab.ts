import type { Database } from 'better-sqlite3'

/**
 * The first lab file. Every table is STRICT; units stand in the column names. Inventory tables carry their provenance:
 * `origin_batch_id`/`origin_file`/`origin_line` for the row, `field_origins` (JSON) for fields that came from elsewhere:
 * {"memory_bytes":{"batch":3,"file":0,"line":17}} or {"name":{"job":12}} for a value that a user set.
 */
const origin = `
  origin_batch_id INTEGER REFERENCES import_batch(id),
  origin_file INTEGER,
  origin_line INTEGER,
  field_origins TEXT`

const sql = `
CREATE TABLE lab (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  lab_id TEXT NOT NULL,
  name TEXT NOT NULL,
  seed INTEGER NOT NULL,
  clock_ms INTEGER NOT NULL,
  time_zone TEXT NOT NULL,
  branch INTEGER NOT NULL,
  rule_pack TEXT NOT NULL,
  created_wall_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running','completed','completed-info','failed','cancelled','interrupted')),
  progress_percent INTEGER NOT NULL DEFAULT 0,
  owner TEXT NOT NULL,
  target_kind TEXT,
  target_id INTEGER,
  target_name TEXT,
  started_wall_ms INTEGER NOT NULL,
  ended_wall_ms INTEGER,
  started_lab_ms INTEGER NOT NULL,
  branch INTEGER NOT NULL,
  steps TEXT NOT NULL DEFAULT '[]',
  error_code TEXT,
  error_message TEXT,
  error_remedy TEXT
) STRICT;
CREATE INDEX job_started ON job(started_wall_ms);

CREATE TABLE change_log (
  id INTEGER PRIMARY KEY,
  job_id INTEGER NOT NULL REFERENCES job(id),
  batch_id INTEGER,
  actor TEXT NOT NULL,
  wall_ms INTEGER NOT NULL,
  lab_ms INTEGER NOT NULL,
  branch INTEGER NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('insert','update','delete','import')),
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT,
  after TEXT,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX change_log_job ON change_log(job_id);

CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY,
  job_id INTEGER NOT NULL REFERENCES job(id),
  actor TEXT NOT NULL,
  wall_ms INTEGER NOT NULL,
  files TEXT NOT NULL,
  counts TEXT NOT NULL,
  rejected_rows INTEGER NOT NULL,
  rejects TEXT NOT NULL DEFAULT '[]'
) STRICT;
-- What one import entry of the change log stands for: new rows as ranges, changed and removed rows one by one.
CREATE TABLE import_insert (
  batch_id INTEGER NOT NULL REFERENCES import_batch(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  first_row_id INTEGER NOT NULL,
  last_row_id INTEGER NOT NULL,
  PRIMARY KEY (batch_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE import_change (
  batch_id INTEGER NOT NULL REFERENCES import_batch(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT NOT NULL,
  after TEXT,
  PRIMARY KEY (batch_id, ordinal)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- on-premises inventory
CREATE TABLE run_as_account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  user_name TEXT NOT NULL,
  description TEXT,
  -- name of the entry in the OS keychain; the secret itself is never here
  keychain_ref TEXT,
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0,1))
) STRICT;

CREATE TABLE vmm_server (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  product_version TEXT,
  friendly_name TEXT,
  registered_lab_ms INTEGER,
  sync_clouds TEXT CHECK (sync_clouds IN ('all','chosen')),
  connection TEXT CHECK (connection IN ('direct','proxy')),
  proxy_address TEXT,
  proxy_port INTEGER,
  proxy_run_as_account_id INTEGER REFERENCES run_as_account(id),
  microsoft_update INTEGER CHECK (microsoft_update IN (0,1)),
  certificate_folder TEXT,
  registration_key_file TEXT,
  -- ISO 8601 date
  registration_key_generated_on TEXT,
  ${origin}
) STRICT;

CREATE TABLE host_group (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES host_group(id),
  name TEXT NOT NULL,
  path TEXT NOT NULL UNIQUE,
  ${origin}
) STRICT;
CREATE INDEX host_group_parent ON host_group(parent_id);

CREATE TABLE host_cluster (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  host_group_id INTEGER REFERENCES host_group(id),
  -- NULL = not known
  has_replica_broker INTEGER CHECK (has_replica_broker IN (0,1)),
  ${origin}
) STRICT;

CREATE TABLE host (
  id INTEGER PRIMARY KEY,
  vmm_server_id INTEGER REFERENCES vmm_server(id),
  vmm_id TEXT UNIQUE,
  name TEXT NOT NULL UNIQUE,
  host_group_id INTEGER REFERENCES host_group(id),
  host_cluster_id INTEGER REFERENCES host_cluster(id),
  os_name TEXT,
  status TEXT,
  logical_cpu_count INTEGER,
  memory_bytes INTEGER,
  available_memory_bytes INTEGER,
  cpu_percent INTEGER,
  agent_version TEXT,
  ${origin}
) STRICT;
CREATE INDEX host_by_group ON host(host_group_id);
CREATE INDEX host_by_cluster ON host(host_cluster_id);

CREATE TABLE host_volume (
  id INTEGER PRIMARY KEY,
  host_id INTEGER NOT NULL REFERENCES host(id),
  name TEXT NOT NULL,
  capacity_bytes INTEGER,
  free_bytes INTEGER,
  is_csv INTEGER CHECK (is_csv IN (0,1)),
  UNIQUE (host_id, name)
) STRICT;

CREATE TABLE cloud (
  id INTEGER PRIMARY KEY,
  vmm_server_id INTEGER REFERENCES vmm_server(id),
  vmm_id TEXT UNIQUE,
  name TEXT NOT NULL UNIQUE,
  description TEXT,
  -- S33: published to the vault
  sent_to_vault INTEGER NOT NULL DEFAULT 0 CHECK (sent_to_vault IN (0,1)),
  ${origin}
) STRICT;
CREATE TABLE cloud_host_group (
  id INTEGER PRIMARY KEY,
  cloud_id INTEGER NOT NULL REFERENCES cloud(id),
  host_group_id INTEGER NOT NULL REFERENCES host_group(id),
  UNIQUE (cloud_id, host_group_id)
) STRICT;

CREATE TABLE logical_network (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  ${origin}
) STRICT;
CREATE TABLE cloud_logical_network (
  id INTEGER PRIMARY KEY,
  cloud_id INTEGER NOT NULL REFERENCES cloud(id),
  logical_network_id INTEGER NOT NULL REFERENCES logical_network(id),
  UNIQUE (cloud_id, logical_network_id)
) STRICT;
CREATE TABLE vm_network (
  id INTEGER PRIMARY KEY,
  vmm_server_id INTEGER REFERENCES vmm_server(id),
  name TEXT NOT NULL UNIQUE,
  logical_network_id INTEGER REFERENCES logical_network(id),
  ${origin}
) STRICT;
CREATE TABLE vm_subnet (
  id INTEGER PRIMARY KEY,
  vm_network_id INTEGER NOT NULL REFERENCES vm_network(id),
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  address_range TEXT,
  vlan INTEGER,
  UNIQUE (vm_network_id, name)
) STRICT;

CREATE TABLE vm (
  id INTEGER PRIMARY KEY,
  vmm_server_id INTEGER REFERENCES vmm_server(id),
  vmm_id TEXT UNIQUE,
  bios_guid TEXT,
  name TEXT NOT NULL,
  computer_name TEXT,
  host_id INTEGER REFERENCES host(id),
  cloud_id INTEGER REFERENCES cloud(id),
  -- 1 = the source had a column for the cloud: no cloud_id then means no cloud, not "not told"
  cloud_told INTEGER CHECK (cloud_told IN (0,1)),
  -- Running, Stopped, Paused, Saved, Stored, Missing … as VMM prints it
  state TEXT,
  status TEXT,
  generation INTEGER CHECK (generation IN (1,2)),
  secure_boot INTEGER CHECK (secure_boot IN (0,1)),
  os_name TEXT,
  os_family TEXT CHECK (os_family IN ('windows','linux')),
  os_architecture TEXT CHECK (os_architecture IN ('x64','x86')),
  cpu_count INTEGER,
  memory_bytes INTEGER,
  dynamic_memory INTEGER CHECK (dynamic_memory IN (0,1)),
  dynamic_memory_maximum_bytes INTEGER,
  is_highly_available INTEGER CHECK (is_highly_available IN (0,1)),
  has_shared_storage INTEGER CHECK (has_shared_storage IN (0,1)),
  has_passthrough_disk INTEGER CHECK (has_passthrough_disk IN (0,1)),
  has_virtual_fibre_channel INTEGER CHECK (has_virtual_fibre_channel IN (0,1)),
  is_template INTEGER CHECK (is_template IN (0,1)),
  integration_services TEXT,
  checkpoint_count INTEGER,
  cpu_percent INTEGER,
  owner TEXT,
  user_role TEXT,
  availability_set TEXT,
  tag TEXT,
  description TEXT,
  location TEXT,
  created_wall_ms INTEGER,
  total_size_bytes INTEGER,
  ${origin}
) STRICT;
CREATE INDEX vm_name ON vm(name COLLATE NOCASE);
CREATE INDEX vm_bios ON vm(bios_guid);
CREATE INDEX vm_host ON vm(host_id);
CREATE INDEX vm_cloud ON vm(cloud_id);
CREATE INDEX vm_memory ON vm(memory_bytes);

CREATE TABLE virtual_disk (
  id INTEGER PRIMARY KEY,
  vm_id INTEGER NOT NULL REFERENCES vm(id),
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  path TEXT,
  bus_type TEXT,
  bus INTEGER,
  lun INTEGER,
  size_bytes INTEGER,
  used_bytes INTEGER,
  vhd_type TEXT CHECK (vhd_type IN ('fixed','dynamic','differencing')),
  vhd_format TEXT CHECK (vhd_format IN ('vhd','vhdx')),
  host_volume TEXT,
  is_os INTEGER CHECK (is_os IN (0,1)),
  is_shared INTEGER CHECK (is_shared IN (0,1)),
  is_passthrough INTEGER CHECK (is_passthrough IN (0,1)),
  ${origin},
  UNIQUE (vm_id, ordinal)
) STRICT;

CREATE TABLE network_adapter (
  id INTEGER PRIMARY KEY,
  vm_id INTEGER NOT NULL REFERENCES vm(id),
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  mac_address TEXT,
  vm_network_id INTEGER REFERENCES vm_network(id),
  vm_subnet_id INTEGER REFERENCES vm_subnet(id),
  ip_mode TEXT CHECK (ip_mode IN ('static','dhcp')),
  -- JSON array of strings
  ip_addresses TEXT NOT NULL DEFAULT '[]',
  vlan INTEGER,
  is_teamed INTEGER CHECK (is_teamed IN (0,1)),
  ${origin},
  UNIQUE (vm_id, ordinal)
) STRICT;
CREATE INDEX network_adapter_network ON network_adapter(vm_network_id);

-- Derived from the rows above under the lab's rule pack, in the transaction that changed them; not logged.
CREATE TABLE vm_readiness (
  vm_id INTEGER PRIMARY KEY REFERENCES vm(id) ON DELETE CASCADE,
  verdict TEXT NOT NULL CHECK (verdict IN ('ready','warnings','not-ready','unknown')),
  blocker_count INTEGER NOT NULL,
  warning_count INTEGER NOT NULL,
  unknown_count INTEGER NOT NULL,
  info_count INTEGER NOT NULL,
  first_rule TEXT,
  -- rule ids with a leading and trailing blank, severities aside: " DISK-SIZE NIC-MULTI "
  failing_rules TEXT NOT NULL,
  -- JSON array of findings
  findings TEXT NOT NULL
) STRICT;
CREATE INDEX vm_readiness_verdict ON vm_readiness(verdict);

-- ---------------------------------------------------------------- Azure side
CREATE TABLE subscription (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  azure_id TEXT
) STRICT;
CREATE TABLE resource_group (
  id INTEGER PRIMARY KEY,
  subscription_id INTEGER NOT NULL REFERENCES subscription(id),
  name TEXT NOT NULL,
  region TEXT NOT NULL,
  UNIQUE (subscription_id, name)
) STRICT;
CREATE TABLE vault (
  id INTEGER PRIMARY KEY,
  subscription_id INTEGER NOT NULL REFERENCES subscription(id),
  resource_group_id INTEGER NOT NULL REFERENCES resource_group(id),
  name TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL,
  pinned INTEGER NOT NULL DEFAULT 1 CHECK (pinned IN (0,1)),
  deployment_model TEXT CHECK (deployment_model IN ('resource-manager','classic'))
) STRICT;
CREATE TABLE storage_account (
  id INTEGER PRIMARY KEY,
  subscription_id INTEGER NOT NULL REFERENCES subscription(id),
  resource_group_id INTEGER REFERENCES resource_group(id),
  name TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL,
  account_type TEXT NOT NULL CHECK (account_type IN ('Standard_GRS','Standard_LRS','Premium_LRS')),
  deployment_model TEXT NOT NULL CHECK (deployment_model IN ('resource-manager','classic'))
) STRICT;
CREATE TABLE azure_network (
  id INTEGER PRIMARY KEY,
  subscription_id INTEGER NOT NULL REFERENCES subscription(id),
  resource_group_id INTEGER REFERENCES resource_group(id),
  name TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL,
  address_range TEXT NOT NULL,
  deployment_model TEXT NOT NULL CHECK (deployment_model IN ('resource-manager','classic'))
) STRICT;
CREATE TABLE azure_subnet (
  id INTEGER PRIMARY KEY,
  azure_network_id INTEGER NOT NULL REFERENCES azure_network(id),
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  address_range TEXT NOT NULL,
  UNIQUE (azure_network_id, name)
) STRICT;
CREATE TABLE policy (
  id INTEGER PRIMARY KEY,
  vault_id INTEGER NOT NULL REFERENCES vault(id),
  name TEXT NOT NULL UNIQUE,
  copy_frequency_seconds INTEGER NOT NULL CHECK (copy_frequency_seconds IN (30,300,900)),
  retention_hours INTEGER NOT NULL CHECK (retention_hours BETWEEN 1 AND 24),
  app_consistent_hours INTEGER NOT NULL CHECK (app_consistent_hours BETWEEN 0 AND 12),
  -- 'immediately' or 'HH:MM'
  initial_replication_start TEXT NOT NULL,
  encrypt INTEGER NOT NULL CHECK (encrypt IN (0,1))
) STRICT;
CREATE TABLE policy_cloud (
  id INTEGER PRIMARY KEY,
  policy_id INTEGER NOT NULL REFERENCES policy(id),
  cloud_id INTEGER NOT NULL UNIQUE REFERENCES cloud(id)
) STRICT;
CREATE TABLE network_mapping (
  id INTEGER PRIMARY KEY,
  vault_id INTEGER NOT NULL REFERENCES vault(id),
  vm_network_id INTEGER NOT NULL UNIQUE REFERENCES vm_network(id),
  azure_network_id INTEGER NOT NULL REFERENCES azure_network(id)
) STRICT;
CREATE TABLE capacity_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  planner_done TEXT NOT NULL CHECK (planner_done IN ('yes','later')),
  link_bits_per_second INTEGER NOT NULL,
  daily_change_ppm INTEGER NOT NULL,
  initial_replication_hours INTEGER NOT NULL,
  throttle_enabled INTEGER NOT NULL CHECK (throttle_enabled IN (0,1)),
  -- JSON array of day names
  work_days TEXT NOT NULL,
  work_start TEXT NOT NULL,
  work_end TEXT NOT NULL,
  work_bits_per_second INTEGER NOT NULL,
  non_work_bits_per_second INTEGER NOT NULL,
  upload_threads INTEGER NOT NULL CHECK (upload_threads BETWEEN 4 AND 32),
  download_threads INTEGER NOT NULL CHECK (download_threads BETWEEN 4 AND 32)
) STRICT;
CREATE TABLE protected_item (
  id INTEGER PRIMARY KEY,
  vm_id INTEGER NOT NULL UNIQUE REFERENCES vm(id),
  vault_id INTEGER NOT NULL REFERENCES vault(id),
  cloud_id INTEGER NOT NULL REFERENCES cloud(id),
  policy_id INTEGER NOT NULL REFERENCES policy(id),
  storage_account_id INTEGER NOT NULL REFERENCES storage_account(id),
  log_storage_account_id INTEGER REFERENCES storage_account(id),
  resource_group_id INTEGER NOT NULL REFERENCES resource_group(id),
  deployment_model TEXT NOT NULL CHECK (deployment_model IN ('resource-manager','classic')),
  azure_name TEXT NOT NULL,
  azure_size TEXT NOT NULL,
  azure_network_id INTEGER REFERENCES azure_network(id),
  os_family TEXT NOT NULL CHECK (os_family IN ('windows','linux')),
  os_disk_id INTEGER NOT NULL REFERENCES virtual_disk(id),
  -- states of the fact base 6.5; Finish leaves "enabling protection" to the clock
  state TEXT NOT NULL DEFAULT 'M1'
) STRICT;
CREATE TABLE protected_item_adapter (
  id INTEGER PRIMARY KEY,
  protected_item_id INTEGER NOT NULL REFERENCES protected_item(id),
  network_adapter_id INTEGER NOT NULL REFERENCES network_adapter(id),
  subnet_name TEXT,
  -- NULL = DHCP
  ip_address TEXT,
  UNIQUE (protected_item_id, network_adapter_id)
) STRICT;
CREATE TABLE protected_item_excluded_disk (
  id INTEGER PRIMARY KEY,
  protected_item_id INTEGER NOT NULL REFERENCES protected_item(id),
  virtual_disk_id INTEGER NOT NULL UNIQUE REFERENCES virtual_disk(id)
) STRICT;
CREATE TABLE recovery_plan (
  id INTEGER PRIMARY KEY,
  vault_id INTEGER NOT NULL REFERENCES vault(id),
  name TEXT NOT NULL UNIQUE,
  vmm_server_id INTEGER NOT NULL REFERENCES vmm_server(id),
  deployment_model TEXT NOT NULL CHECK (deployment_model IN ('resource-manager','classic'))
) STRICT;
CREATE TABLE recovery_plan_item (
  id INTEGER PRIMARY KEY,
  recovery_plan_id INTEGER NOT NULL REFERENCES recovery_plan(id),
  group_number INTEGER NOT NULL CHECK (group_number BETWEEN 1 AND 7),
  ordinal INTEGER NOT NULL,
  protected_item_id INTEGER NOT NULL REFERENCES protected_item(id),
  UNIQUE (recovery_plan_id, protected_item_id)
) STRICT;
CREATE TABLE prerequisite_tick (
  id INTEGER PRIMARY KEY,
  item TEXT NOT NULL UNIQUE,
  ticked_by TEXT NOT NULL,
  ticked_on TEXT NOT NULL
) STRICT;

-- What the window remembers about half-done work; not part of the change log and never holds a secret.
CREATE TABLE wizard_draft (
  wizard TEXT PRIMARY KEY,
  page TEXT NOT NULL,
  answers TEXT NOT NULL,
  saved_wall_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`

export const firstLab = { version: 10, up: (db: Database): void => void db.exec(sql) }
