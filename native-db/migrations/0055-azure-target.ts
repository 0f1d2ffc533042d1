import type { Database } from 'better-sqlite3'

/**
 * What a failover meets in Azure: which adapters a machine gets, what the subscription allows, and what each failover was given. Like the
 * machines in Azure, what was given can be worked out from the inputs of the simulation; it is not part of the change log.
 */
const sql = `
-- NULL = by the order of the source: the first is primary, as many as the size takes
ALTER TABLE protected_item_adapter ADD COLUMN nic_type TEXT CHECK (nic_type IN ('primary','secondary','unused'));
-- NULL = not limited
ALTER TABLE subscription ADD COLUMN core_quota INTEGER CHECK (core_quota >= 0);
ALTER TABLE subscription ADD COLUMN adapter_quota INTEGER CHECK (adapter_quota >= 0);

CREATE TABLE azure_placement (
  id INTEGER PRIMARY KEY,
  branch_id INTEGER NOT NULL REFERENCES branch(id),
  at_ms INTEGER NOT NULL,
  protected_item_id INTEGER NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('test','failover')),
  network TEXT,
  size TEXT NOT NULL,
  -- of the recovery point that a test failover uses
  stamp_ms INTEGER,
  -- JSON: name, subnet, address, primary of each adapter
  adapters TEXT NOT NULL
) STRICT;
CREATE INDEX azure_placement_item ON azure_placement(protected_item_id, purpose, id);
`

export const azureTarget = { version: 55, up: (db: Database): void => void db.exec(sql) }
