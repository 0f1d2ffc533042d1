import type { Database } from 'better-sqlite3'

/** What a failover meets in Azure: the adapters that a machine is to get, the subscription's quotas, and addresses that others have. */
const sql = `
-- NULL = by the order of the source: the first is primary, as many as the size takes
ALTER TABLE protected_item_adapter ADD COLUMN nic_type TEXT CHECK (nic_type IN ('primary','secondary','unused'));
-- NULL = not limited
ALTER TABLE subscription ADD COLUMN core_quota INTEGER CHECK (core_quota >= 0);
ALTER TABLE subscription ADD COLUMN adapter_quota INTEGER CHECK (adapter_quota >= 0);

-- taken in Azure by machines that no failover made
CREATE TABLE azure_address (
  id INTEGER PRIMARY KEY,
  azure_network_id INTEGER NOT NULL REFERENCES azure_network(id),
  address TEXT NOT NULL,
  used_by TEXT NOT NULL,
  UNIQUE (azure_network_id, address)
) STRICT;
`

export const azureTarget = { version: 55, up: (db: Database): void => void db.exec(sql) }
