import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openLog } from '../../../main/app/log.ts'
import { EngineSecrets, StagedSecrets, secretsHandlers } from '../../../main/app/secrets.ts'
import type { Keychain } from '../../../main/keychain-process/keychain.ts'
import { scanFiles } from '../../support/secret-scanner.ts'

const folder = mkdtempSync(join(tmpdir(), 'offsite-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fakeKeychain = () => {
  const entries = new Map<string, string>()
  const keychain: Keychain = {
    set: async (account, value) => void entries.set(account, value),
    has: async (account) => entries.has(account),
    delete: async (account) => void entries.delete(account),
    state: async () => ({ backend: 'Secret Service', problem: null }),
    dispose: () => {},
  }
  return { keychain, entries }
}

describe('staged secrets', () => {
  test('are read by handle until they are dropped', () => {
    const staged = new StagedSecrets()
    const handle = staged.stage('p\u00e4ss "w"')
    expect(handle).toMatch(/^[a-z0-9-]{8,64}$/)
    expect(staged.read(handle)).toBe('p\u00e4ss "w"')
    staged.drop(handle)
    expect(() => staged.read(handle)).toThrow(expect.objectContaining({ code: 'secret-missing' }))
  })

  test('go when the page goes', () => {
    const staged = new StagedSecrets()
    const handle = staged.stage('one')
    staged.clear()
    expect(() => staged.read(handle)).toThrow(expect.objectContaining({ code: 'secret-missing' }))
  })

  test('are bounded', () => {
    const staged = new StagedSecrets()
    for (let n = 0; n < 64; n++) staged.stage(`s${n}`)
    expect(() => staged.stage('one more')).toThrow(expect.objectContaining({ code: 'bad-request' }))
  })

  test('are blanked in the log, however they are written', () => {
    const staged = new StagedSecrets()
    const secret = 'S3cret "quoted" \\ \u00fc/&?'
    staged.stage(secret)
    const file = join(folder, 'logs', 'console.log')
    const log = openLog(file, (text) => staged.redact(text))
    log.write('warn', `plain ${secret}`, { nested: { deep: [secret] }, url: encodeURIComponent(secret) })
    const error = log.internal(new Error(`failed for ${secret}`), 'setup.finish')
    const text = readFileSync(file, 'utf8')
    expect(scanFiles([folder], secret)).toEqual([])
    expect(text.match(/\[secret\]/g)?.length).toBeGreaterThanOrEqual(4)
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines).toHaveLength(2)
    expect(error.toShape()).toMatchObject({ code: 'internal', logId: lines[1]?.logId })
    expect(error.message).not.toContain('failed for')
  })
})

describe('secrets of the engine', () => {
  test('go from a handle to the keychain', async () => {
    const { keychain, entries } = fakeKeychain()
    const staged = new StagedSecrets()
    const { handle } = await secretsHandlers(staged, keychain).stage({ value: 'word' })
    const engine = new EngineSecrets(staged, keychain)
    await engine.save('run-as/1', handle)
    expect(entries).toEqual(new Map([['run-as/1', 'word']]))
    await engine.remove('run-as/1')
    expect(entries.size).toBe(0)
  })

  test('whose transaction was lost in a crash are removed', async () => {
    const { keychain, entries } = fakeKeychain()
    const staged = new StagedSecrets()
    const engine = new EngineSecrets(staged, keychain)
    await engine.save('kept-before', staged.stage('a'))
    engine.kept()
    await engine.save('committed', staged.stage('b'))
    await engine.save('lost', staged.stage('c'))
    const asked: string[][] = []
    await engine.settle(async (references) => {
      asked.push(references)
      return ['committed']
    })
    expect(asked).toEqual([['committed', 'lost']])
    expect([...entries.keys()]).toEqual(['kept-before', 'committed'])
    await engine.settle(async () => expect.unreachable('nothing is left to settle'))
  })
})
