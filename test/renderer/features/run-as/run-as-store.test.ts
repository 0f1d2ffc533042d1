import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../preload/contract/errors.ts'
import type { RunAsAccount } from '../../../../preload/contract/run-as-accounts.ts'
import { PasswordFormStore } from '../../../../renderer/features/run-as/password-form-store.ts'
import { RunAsStore } from '../../../../renderer/features/run-as/run-as-store.ts'
import { createFakeApi } from '../../support/fake-api.ts'
import { held } from '../../support/held.ts'

const account = (part: Partial<RunAsAccount> = {}): RunAsAccount => ({
  id: 1,
  name: 'DRAProxyAccount',
  description: null,
  userName: 'LAB\\svc',
  enabled: true,
  secret: 'in-keychain',
  usedBy: ['VMM01'],
  restartDueWallMs: null,
  ...part,
})
const keychain = { backend: 'Credential Manager', problem: null }

describe('the accounts', () => {
  it('say what the keychain says, in the row too', async () => {
    const { api, answer } = createFakeApi()
    answer('runAsAccounts.list', () => ({
      keychain,
      accounts: [account(), account({ id: 2, secret: 'missing' }), account({ id: 3, secret: 'none', restartDueWallMs: 5 })],
    }))
    const store = new RunAsStore(api)
    const row = { id: 2, cells: { name: 'x', secret: 'Saved in the keychain' } }
    expect(store.overlay(row)).toBe(row)
    await store.load()
    expect(store.overlay(row).cells).toEqual({ name: 'x', secret: 'Missing on this PC' })
    expect(store.overlay({ id: 9, cells: {} }).cells).toEqual({})
    expect(store.missing.map(({ id }) => id)).toEqual([2, 3])
    expect(store.restartDue.map(({ id }) => id)).toEqual([3])
    expect(store.keychainProblem).toBeNull()
  })

  it('one is deleted once, however often it is asked for', async () => {
    const { api, answer } = createFakeApi()
    const deleting = held<null>()
    answer('runAsAccounts.remove', deleting.call)
    answer('runAsAccounts.list', () => ({ keychain, accounts: [] }))
    const store = new RunAsStore(api)
    const first = store.remove(1)
    expect(await store.remove(1)).toBe(false)
    expect([store.busy, deleting.made.length]).toEqual([true, 1])
    deleting.made[0]?.answer(null)
    expect(await first).toBe(true)
    expect([store.busy, store.error]).toEqual([false, null])
  })

  it('an answer that arrives late is dropped', async () => {
    const { api, answer } = createFakeApi()
    const replies: ((accounts: RunAsAccount[]) => void)[] = []
    answer('runAsAccounts.list', () => new Promise((resolve) => replies.push((accounts) => resolve({ keychain, accounts }))))
    const store = new RunAsStore(api)
    const both = [store.load(), store.load()]
    replies[1]?.([account({ name: 'new' })])
    replies[0]?.([account({ name: 'old' })])
    await Promise.all(both)
    expect(store.of(1)?.name).toBe('new')
  })

  it('a refused deletion is shown', async () => {
    const { api, answer } = createFakeApi()
    answer('runAsAccounts.remove', () => {
      throw new AppError({ code: 'in-use', message: 'DRAProxyAccount is used by VMM01.' })
    })
    const store = new RunAsStore(api)
    expect(await store.remove(1)).toBe(false)
    expect(store.error).toMatchObject({ code: 'in-use' })
  })
})

describe('a typed password', () => {
  const make = () => {
    const fake = createFakeApi()
    fake.answer('secrets.state', () => keychain)
    fake.answer('secrets.stage', () => ({ handle: 'handle-00000001' }))
    fake.answer('secrets.drop', () => null)
    return { ...fake, form: new PasswordFormStore(fake.api) }
  }
  const typed = { password: 's3cret-ä', confirm: 's3cret-ä' }

  it('is handed over, used by its handle, and forgotten', async () => {
    const { form, callsTo } = make()
    const used: unknown[] = []
    expect(await form.submit(typed, async (password) => used.push(password))).toBe(true)
    expect(used).toEqual([{ handle: 'handle-00000001' }])
    expect(callsTo('secrets.drop')).toEqual([{ name: 'secrets.drop', input: { handle: 'handle-00000001' } }])
    expect(JSON.stringify(form, (key, value: unknown) => (key === 'api' ? undefined : value))).not.toContain('s3cret')
  })

  it.each([
    [{ password: '', confirm: '' }, { password: 'Enter Password.' }],
    [{ password: 'a', confirm: 'b' }, { confirm: 'The passwords differ.' }],
    [{ password: 'a', confirm: '' }, { confirm: 'The passwords differ.' }],
  ])('%j goes nowhere', async (wrong, faults) => {
    const { form, calls } = make()
    expect(await form.submit(wrong, async () => null)).toBe(false)
    expect(form.faults).toEqual(faults)
    expect(calls).toEqual([])
  })

  it('is forgotten after a fault too, which stands at its field', async () => {
    const { form, callsTo } = make()
    const fail = (code: 'name-taken' | 'keychain-timeout', field: string) => async () => {
      throw new AppError({ code, field, message: 'No.', remedy: 'Do this.' })
    }
    expect(await form.submit(typed, fail('name-taken', 'name'))).toBe(false)
    expect(form.faults).toEqual({ name: 'No. Do this.' })
    expect(await form.submit(typed, fail('keychain-timeout', 'password'))).toBe(false)
    expect(form.error).toMatchObject({ code: 'keychain-timeout' })
    expect(callsTo('secrets.drop')).toHaveLength(2)
    expect(form.busy).toBe(false)
  })

  it('can come later when no keychain answers', async () => {
    const { form, answer, callsTo } = make()
    answer('secrets.state', () => ({ backend: null, problem: 'No keychain service runs.' }))
    await form.load()
    expect(form.problem).toBe('No keychain service runs.')
    const used: unknown[] = []
    expect(await form.submit({ password: '', confirm: '', later: true }, async (password) => used.push(password))).toBe(true)
    expect(used).toEqual([null])
    expect(callsTo('secrets.stage')).toEqual([])
  })
})
