import type { Database } from 'better-sqlite3'

/**
 * What a person chose for each test failover, at its instant and on its branch: what stands in Azure at any instant, also one that time was
 * taken back to, follows from it. Items keep no network of their own any more; what they had counts as chosen before everything else.
 */
export const testFailoverChoices = {
  version: 75,
  up: (db: Database): void => {
    db.exec(`
CREATE TABLE test_failover_choice (
  id INTEGER PRIMARY KEY,
  branch_id INTEGER NOT NULL REFERENCES branch(id),
  -- without reference: a disabled item may come back with its id when time is taken back
  protected_item_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  -- NULL = none
  network_id INTEGER REFERENCES azure_network(id) ON DELETE SET NULL,
  -- what was asked for; NULL = not known
  point TEXT CHECK (point IN ('latest', 'latestProcessed', 'app', 'custom')),
  -- what it found
  stamp_ms INTEGER,
  app_consistent INTEGER CHECK (app_consistent IN (0,1))
) STRICT;
CREATE INDEX test_failover_choice_item ON test_failover_choice(protected_item_id, branch_id, at_ms);
INSERT INTO test_failover_choice (branch_id, protected_item_id, at_ms, network_id)
  SELECT (SELECT min(id) FROM branch), protected_item_id, 0, test_network_id FROM replicated_item
  WHERE test_network_id IS NOT NULL AND EXISTS (SELECT 1 FROM branch);
UPDATE replicated_item SET test_network_id = NULL;
`)
  },
}
