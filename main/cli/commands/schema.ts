import { t } from '../../../preload/contract/words.ts'
import { type Command, oneOf, UsageError } from '../command.ts'
import { jsonSchemaOf, schemaNames } from '../schemas.ts'

export const schema: Command = {
  name: 'schema',
  summary: t('Prints the JSON Schema of a command’s output, or of the answers document.'),
  usage: [t('schema {schemaNames}', { schemaNames: schemaNames.join('|') })],
  options: {},
  run: ({ positionals }) => {
    if (positionals.length !== 1) throw new UsageError(t('Name one schema.'))
    const json = jsonSchemaOf(oneOf(positionals[0] ?? '', schemaNames, t('The schema')))
    const raw = `${JSON.stringify(json, null, 2)}\n`
    return { code: 0, json, raw, text: raw.trimEnd() }
  },
}
