import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jsonSchemaOf, schemaNames } from '../../../main/cli/schemas.ts'

const folder = resolve('main/cli/schemas')

describe('schemas in the repository', () => {
  // After a change on purpose: npx vitest run test/main/cli/schemas.test.ts -u
  it.each(schemaNames)('%s.json is what the code says', async (name) => {
    await expect(`${JSON.stringify(jsonSchemaOf(name), null, 2)}\n`).toMatchFileSnapshot(`${folder}/${name}.json`)
  })

  it('hold no other file', () => {
    expect(readdirSync(folder).sort()).toEqual(schemaNames.map((name) => `${name}.json`).sort())
  })
})
