import type { Database } from 'better-sqlite3'

/**
 * What failovers made in Azure, whole: adapters and disks are rows of their own, so that addresses are found by index and All resources
 * lists them. All of it is worked out from the simulation; what older labs know of a machine is taken over, and its disks are filled in when
 * the clock next moves. `connect_tick` is what people say they have done so that one can connect: of the source (`azure_created_ms` is NULL),
 * or of the very machine in Azure that began at that instant.
 */
const sql = `
ALTER TABLE azure_vm RENAME TO azure_vm_40;
CREATE TABLE azure_vm (
  id INTEGER PRIMARY KEY,
  protected_item_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  size TEXT NOT NULL,
  resource_group TEXT NOT NULL,
  region TEXT,
  deployment_model TEXT NOT NULL DEFAULT 'resource-manager' CHECK (deployment_model IN ('resource-manager','classic')),
  network_id INTEGER,
  network TEXT,
  availability_set TEXT,
  storage_account TEXT,
  created_by TEXT NOT NULL CHECK (created_by IN ('test','planned','unplanned')),
  created_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('creating','running','stopped')),
  UNIQUE (protected_item_id, created_by)
) STRICT;
INSERT INTO azure_vm (id, protected_item_id, name, size, resource_group, deployment_model, network_id, network, created_by, created_ms, state)
  SELECT a.id, a.protected_item_id, a.name, a.size, a.resource_group, coalesce(p.deployment_model, 'resource-manager'), n.id, a.network,
    a.created_by, a.created_ms, a.state
  FROM azure_vm_40 a LEFT JOIN protected_item p ON p.id = a.protected_item_id LEFT JOIN azure_network n ON n.name = a.network;
CREATE TABLE azure_vm_adapter (
  id INTEGER PRIMARY KEY,
  azure_vm_id INTEGER NOT NULL REFERENCES azure_vm(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  -- of the adapter at the source
  name TEXT NOT NULL,
  network_id INTEGER,
  subnet TEXT,
  address TEXT,
  -- static = asked for in Compute and Network; dynamic = any free one; NULL = none
  assignment TEXT CHECK (assignment IN ('static','dynamic')),
  -- why it is not what was asked for: taken, other-subnet, full
  deviation TEXT CHECK (deviation IN ('taken','other-subnet','full'))
) STRICT;
INSERT INTO azure_vm_adapter (azure_vm_id, ordinal, name, network_id, subnet, address, assignment)
  SELECT o.id, a.key, a.value ->> 'name', v.network_id, a.value ->> 'subnet', a.value ->> 'address',
    CASE WHEN a.value ->> 'address' IS NULL THEN NULL ELSE 'static' END
  FROM azure_vm_40 o JOIN azure_vm v ON v.id = o.id JOIN json_each(o.adapters) a ORDER BY o.id, a.key;
DROP TABLE azure_vm_40;
CREATE INDEX azure_vm_adapter_vm ON azure_vm_adapter(azure_vm_id);
CREATE INDEX azure_vm_adapter_address ON azure_vm_adapter(network_id, address);
CREATE INDEX protected_item_adapter_address ON protected_item_adapter(ip_address) WHERE ip_address IS NOT NULL;
CREATE TABLE azure_vm_disk (
  id INTEGER PRIMARY KEY,
  azure_vm_id INTEGER NOT NULL REFERENCES azure_vm(id) ON DELETE CASCADE,
  -- NULL = the disk of the operating system
  lun INTEGER,
  name TEXT NOT NULL,
  size_bytes INTEGER
) STRICT;
CREATE INDEX azure_vm_disk_vm ON azure_vm_disk(azure_vm_id);

CREATE TABLE connect_tick (
  id INTEGER PRIMARY KEY,
  protected_item_id INTEGER NOT NULL,
  vm_name TEXT NOT NULL,
  step TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('done','not-needed')),
  note TEXT NOT NULL DEFAULT '',
  actor TEXT NOT NULL,
  ticked_wall_ms INTEGER NOT NULL,
  ticked_ms INTEGER NOT NULL,
  azure_created_ms INTEGER
) STRICT;
CREATE INDEX connect_tick_item ON connect_tick(protected_item_id, step);
`

export const azureMachines = { version: 60, up: (db: Database): void => void db.exec(sql) }
