import type { ValueRule } from './values.ts'

/** One field of a line: its name there, the column that it fills, how it is read, and what it says with its unit. */
export interface Field {
  readonly name: string
  readonly column: string
  readonly rule: ValueRule
  readonly says: string
}

/** One kind of line, or of the objects inside a line. */
export interface ObjectRule {
  readonly says: string
  /** Fields without which the object means nothing. */
  readonly required: readonly string[]
  readonly fields: readonly Field[]
  /** Lists of names of other objects. */
  readonly names?: Readonly<Record<string, string>>
  /** Lists of objects of their own. */
  readonly parts?: Readonly<Record<string, ObjectRule>>
}

export const field = (name: string, column: string, rule: ValueRule, says: string): Field => ({ name, column, rule, says })
