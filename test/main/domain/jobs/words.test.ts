import { expect, test } from 'vitest'
import { columnWord, tableWords, wordsOf } from '../../../../main/domain/jobs/words.ts'
import { loggedTables } from '../../../../main/services/lab/lab-tables.ts'
import { connect } from '../../../../native-db/database/open.ts'
import { migrations } from '../../../../native-db/migrations/registry.ts'

const db = connect(':memory:')
db.pragma('foreign_keys = OFF')
for (const step of migrations) step.up(db)
const tables = [...loggedTables(db).values()]

/** The console's own bookkeeping: ids, provenance, places in an order, the row that a part belongs to. */
const silent = /^(id|field_origins|origin_.*|ordinal|cloud_told)$/

test.each(tables.map(({ name, columns }) => [name, columns] as const))(
  'every column of %s has a caption of the product',
  (name, columns) => {
    const words = tableWords[name]
    expect(words, `${name} needs words`).toBeDefined()
    for (const column of columns) {
      if (silent.test(column) || column === words?.part?.column) {
        expect(columnWord(name, column), column).toBeNull()
        continue
      }
      // The lab's own clock and marks are written without the change log.
      if (name === 'lab' && !(column in (words?.columns ?? {}))) continue
      expect(words?.columns, `${name}.${column}`).toHaveProperty([column])
      expect(columnWord(name, column)?.label).toMatch(/^[A-Z][^_]*$/)
    }
  },
)

test('two tables never share a word, and references point to tables of the lab', () => {
  const types = Object.values(tableWords).map(({ type }) => type)
  expect(new Set(types).size).toBe(types.length)
  const names = new Set(tables.map(({ name }) => name))
  for (const [name, words] of Object.entries(tableWords)) {
    if (words.part) expect(names).toContain(words.part.table)
    for (const column of Object.keys(words.columns)) {
      const refers = columnWord(name, column)?.refers
      if (refers) expect(names, `${name}.${column}`).toContain(refers)
    }
  }
})

test('a table and a column that came later are shown under a readable name', () => {
  expect(wordsOf('recovery_point')).toMatchObject({ type: 'Recovery point', list: null })
  expect(columnWord('recovery_point', 'taken_wall_ms')).toEqual({ label: 'Taken wall' })
  expect(wordsOf('constructor').type).toBe('Constructor')
  expect(columnWord('vm', 'toString')).toEqual({ label: 'ToString' })
})
