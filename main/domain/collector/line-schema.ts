import { t } from '../../../preload/contract/words.ts'
import { lineKinds } from './fields.ts'
import { endRule, headerRule } from './header.ts'
import type { ObjectRule } from './object-rule.ts'

type Schema = Record<string, unknown>

const orNull = (schema: Readonly<Schema>): Schema => {
  const { enum: words, type, ...rest } = schema
  return { ...rest, type: [type, 'null'], ...(Array.isArray(words) ? { enum: [...words, null] } : {}) }
}

const objectSchema = (rule: ObjectRule, kind?: string): Schema => ({
  type: 'object',
  description: rule.says,
  properties: {
    ...(kind === undefined ? {} : { kind: { const: kind } }),
    ...Object.fromEntries(
      rule.fields.map(({ name, rule: value, says }) => [
        name,
        { description: says, ...(rule.required.includes(name) ? value.schema : orNull(value.schema)) },
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(rule.names ?? {}).map(([name, says]) => [
        name,
        { description: says, type: ['array', 'null'], items: { type: 'string', minLength: 1 } },
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(rule.parts ?? {}).map(([name, part]) => [name, { type: ['array', 'null'], items: objectSchema(part) }]),
    ),
  },
  required: [...(kind === undefined ? [] : ['kind']), ...rule.required],
  additionalProperties: false,
})

const end = (): Schema => {
  const schema = objectSchema(endRule, 'end') as { properties: Schema }
  const counts = { description: t('Lines of each kind, header and end aside.'), type: 'object', additionalProperties: { type: 'integer' } }
  return { ...schema, properties: { ...schema.properties, counts } }
}

/** JSON Schema (draft 2020-12) of one line of a collector file. Lines between the header and the end may stand in any order. */
export const collectorLineSchema = (): Schema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  description: t('One line of a collector file: JSON Lines in UTF-8, one object a line.'),
  oneOf: [objectSchema(headerRule, 'header'), ...Object.entries(lineKinds).map(([kind, rule]) => objectSchema(rule, kind)), end()],
})
