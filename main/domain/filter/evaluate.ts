import type { BoundFilter, FieldTest } from './bind.ts'
import { matches } from './pattern.ts'

export type FieldValue = string | number | null

/** The filter over values in memory; `valuesOf` gives every value of a field (several for "any disk"). */
export const passes = (filter: BoundFilter, valuesOf: (field: string) => readonly FieldValue[]): boolean => {
  switch (filter.kind) {
    case 'all':
      return true
    case 'and':
      return filter.terms.every((term) => passes(term, valuesOf))
    case 'or':
      return filter.terms.some((term) => passes(term, valuesOf))
    case 'not':
      return !passes(filter.term, valuesOf)
    case 'field':
      return valuesOf(filter.field).some((value) => value !== null && meets(filter.test, value))
  }
}

const meets = (test: FieldTest, value: string | number): boolean => {
  switch (test.test) {
    case 'known':
      return value !== ''
    case 'text':
      return matches(test.pieces, test.whole, String(value))
    case 'flag':
      return Number(value) === (test.value ? 1 : 0)
    case 'choice':
      return test.values.includes(String(value))
    case 'number': {
      const figure = Number(value)
      if (test.comparison === '=') return figure === test.value
      if (test.comparison === '>') return figure > test.value
      if (test.comparison === '<') return figure < test.value
      return test.comparison === '>=' ? figure >= test.value : figure <= test.value
    }
  }
}
