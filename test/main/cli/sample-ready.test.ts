import { expect, test } from 'vitest'
import { outputs } from '../../../main/cli/schemas.ts'
import { commandLine } from './cli-fixture.ts'

test('a ready sample has vault, policy for all clouds and mappings; nothing is protected, nothing is wrong', async () => {
  const { json, secrets } = commandLine()
  const made = outputs.sample.parse(await json(0, 'sample', '--size', 'S', '--lab', 'a.offsite', '--ready'))
  expect(made.ready).toBe(true)
  const rows = async (kind: string) => (await json(0, 'inventory', '--lab', 'a.offsite', '--kind', kind)).rows
  expect(await rows('policies')).toMatchObject([{ clouds: 'Gold, Silver', items: 0 }])
  expect(await rows('vaults')).toHaveLength(1)
  expect((await rows('mappings')).length).toBe((await rows('vmNetworks')).length)
  expect(await rows('protectedItems')).toEqual([])
  expect(secrets.log).toEqual([])
  expect(await json(0, 'check', '--lab', 'a.offsite')).toEqual({ ok: true, problems: [] })
  const plain = outputs.sample.parse(await json(0, 'sample', '--size', 'S', '--lab', 'b.offsite'))
  expect(plain.ready).toBe(false)
})
