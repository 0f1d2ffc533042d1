import type { Database } from 'better-sqlite3'

/**
 * What a person changed of the model's assumptions; a name that is missing has its default. Values are whole numbers in the unit of their
 * setting, a choice by its place in the list.
 */
export const modelSettings = {
  version: 65,
  up: (db: Database): void => {
    db.exec(`
CREATE TABLE model_setting (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  value INTEGER NOT NULL
) STRICT;
`)
  },
}
