import { afterAll, describe, expect, it, test } from 'vitest'
import { checkLab } from '../../../main/services/lab/check.ts'
import type { LabStore } from '../../../main/services/lab/lab-store.types.ts'
import { createRunAsService } from '../../../main/services/run-as-service.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { anna, dump, labFolder } from '../../support/lab.ts'
import { fakeSecrets } from './setup/lab-fixture.ts'

const labs = labFolder()
afterAll(() => labs.drop())

const open = () => {
  const store = labs.open()
  const secrets = fakeSecrets()
  return { store, secrets, service: createRunAsService({ store, secrets, actor: 'anna' }) }
}
const handle = 'handle-00000001'
const account = { name: 'DRAProxyAccount', description: '', userName: 'LAB\\svc-proxy', password: { handle } }
const reference = 'Run As DRAProxyAccount/00000000'

/** Two servers sign in to their proxy with the account. */
const use = (store: LabStore, id: number): void =>
  void store.apply(anna, (tx) => {
    tx.insert('vmm_server', { name: 'VMM01', proxy_run_as_account_id: id })
    tx.insert('vmm_server', { name: 'VMM02', proxy_run_as_account_id: id })
  })

/** The same lab, but every transaction fails after its body. */
const failing = (store: LabStore): LabStore =>
  new Proxy(store, {
    get: (target, key) => {
      if (key === 'apply')
        return ((action, body) =>
          target.apply(action, (tx) => {
            body(tx)
            throw new AppError({ code: 'disk-full', message: 'The disk is full.' })
          })) satisfies LabStore['apply']
      const value = Reflect.get(target, key, target) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

describe('a new account', () => {
  it('has its password in the keychain and only the name of the entry in the lab', async () => {
    const { store, secrets, service } = open()
    const { id } = await service.create({ ...account, name: ' DRAProxyAccount ', description: ' Proxy ' })
    expect([...secrets.entries]).toEqual([[reference, { handle }]])
    expect(store.db.prepare('SELECT * FROM run_as_account').get()).toEqual({
      id,
      name: 'DRAProxyAccount',
      user_name: 'LAB\\svc-proxy',
      description: 'Proxy',
      keychain_ref: reference,
      enabled: 1,
      restart_pending_wall_ms: null,
    })
    expect(JSON.stringify(dump(store))).not.toContain(handle)
    expect(checkLab(store.db)).toEqual({ ok: true, problems: [] })
  })

  it.each([
    [{ name: ' ' }, 'name-length', 'name'],
    [{ name: 'x'.repeat(65) }, 'name-length', 'name'],
    [{ userName: '' }, 'user-format', 'userName'],
    [{ userName: 'svc@lab.example' }, 'user-format', 'userName'],
    [{ userName: 'LAB/svc' }, 'user-format', 'userName'],
    [{ userName: 'LAB\\a\\b' }, 'user-format', 'userName'],
  ])('%j is refused before the keychain is touched', async (part, code, field) => {
    const { secrets, service } = open()
    await expect(service.create({ ...account, ...part })).rejects.toMatchObject({ code, field })
    expect(secrets.log).toEqual([])
  })

  it('takes no name twice, in any case, and two at once never share an entry', async () => {
    const { secrets, service } = open()
    const both = await Promise.allSettled([service.create(account), service.create({ ...account, name: 'DRAPROXYACCOUNT' })])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(service.create(account)).rejects.toMatchObject({ code: 'name-taken', field: 'name' })
    expect((await service.list(undefined)).accounts.map(({ secret }) => secret)).toEqual(['in-keychain'])
    expect(secrets.entries.size).toBe(1)
  })

  it('leaves no entry when the transaction fails', async () => {
    const { store, secrets } = open()
    const before = dump(store)
    const service = createRunAsService({ store: failing(store), secrets, actor: 'anna' })
    await expect(service.create(account)).rejects.toMatchObject({ code: 'disk-full' })
    expect(secrets.log).toEqual([`save ${reference}`, `remove ${reference}`])
    expect(secrets.entries.size).toBe(0)
    expect(dump(store)).toEqual(before)
  })

  it('writes nothing without a keychain, unless the password comes later', async () => {
    const { store, secrets, service } = open()
    secrets.fail = new AppError({ code: 'keychain-missing', message: 'No keychain service runs.' })
    await expect(service.create(account)).rejects.toMatchObject({ code: 'keychain-missing', field: 'password' })
    expect(store.db.prepare('SELECT count(*) FROM run_as_account').pluck().get()).toBe(0)
    await service.create({ ...account, password: null })
    expect((await service.list(undefined)).accounts).toMatchObject([{ name: 'DRAProxyAccount', secret: 'none', enabled: true, usedBy: [] }])
  })
})

describe('another password', () => {
  it('replaces the entry and leaves the restart due until it is acknowledged', async () => {
    const { store, secrets, service } = open()
    const { id } = await service.create(account)
    use(store, id)
    const { restart } = await service.setPassword({ id, password: { handle: 'handle-00000002' } })
    expect(restart).toEqual(['VMM01', 'VMM02'])
    expect([...secrets.entries]).toEqual([[`${reference}-2`, { handle: 'handle-00000002' }]])
    const [due] = (await service.list(undefined)).accounts
    expect(due).toMatchObject({ secret: 'in-keychain', usedBy: ['VMM01', 'VMM02'] })
    expect(due?.restartDueWallMs).toBeGreaterThan(0)
    await service.markRestarted({ id })
    expect((await service.list(undefined)).accounts[0]?.restartDueWallMs).toBeNull()
    expect(checkLab(store.db).ok).toBe(true)
  })

  it('that was missing on this computer is entered: no restart', async () => {
    const { store, secrets, service } = open()
    const { id } = await service.create(account)
    use(store, id)
    secrets.entries.clear()
    expect((await service.list(undefined)).accounts[0]?.secret).toBe('missing')
    expect(await service.setPassword({ id, password: { handle } })).toMatchObject({ restart: [] })
    expect((await service.list(undefined)).accounts[0]).toMatchObject({ secret: 'in-keychain', restartDueWallMs: null })
  })

  it('of an unused account makes nothing due', async () => {
    const { service } = open()
    const { id } = await service.create(account)
    expect(await service.setPassword({ id, password: { handle } })).toMatchObject({ restart: [] })
  })

  it('leaves the one in use when the transaction fails', async () => {
    const { store, secrets, service } = open()
    const { id } = await service.create(account)
    const before = dump(store)
    const broken = createRunAsService({ store: failing(store), secrets, actor: 'anna' })
    await expect(broken.setPassword({ id, password: { handle: 'handle-00000002' } })).rejects.toMatchObject({ code: 'disk-full' })
    expect([...secrets.entries]).toEqual([[reference, { handle }]])
    expect(dump(store)).toEqual(before)
  })

  it('twice at once: one is taken, the other told, and no entry is left over', async () => {
    const { store, secrets, service } = open()
    const { id } = await service.create(account)
    const change = (each: string) => service.setPassword({ id, password: { handle: each } })
    const both = await Promise.allSettled([change('handle-00000002'), change('handle-00000003')])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'changed-since' } })
    expect([...secrets.entries.keys()]).toEqual([store.db.prepare('SELECT keychain_ref FROM run_as_account').pluck().get()])
  })
})

describe('an account', () => {
  it('is disabled and enabled', async () => {
    const { service } = open()
    const { id } = await service.create(account)
    for (const enabled of [false, true]) {
      await service.setEnabled({ id, enabled })
      expect((await service.list(undefined)).accounts[0]?.enabled).toBe(enabled)
    }
  })

  it('in use is not deleted, and the refusal says where it is used', async () => {
    const { store, secrets, service } = open()
    const { id } = await service.create(account)
    use(store, id)
    await expect(service.remove({ id })).rejects.toMatchObject({ code: 'in-use', message: expect.stringContaining('VMM01, VMM02') })
    expect(secrets.entries.size).toBe(1)
  })

  it('that nothing uses is deleted with its entry', async () => {
    const { secrets, service } = open()
    const { id } = await service.create(account)
    await service.remove({ id })
    expect((await service.list(undefined)).accounts).toEqual([])
    expect(secrets.entries.size).toBe(0)
    await expect(service.remove({ id })).rejects.toMatchObject({ code: 'not-found' })
  })
})

test('without a keychain the list is still there', async () => {
  const { secrets, service } = open()
  await service.create(account)
  await service.create({ ...account, name: 'HostAdmin' })
  let asked = 0
  secrets.has = async () => {
    asked += 1
    throw new AppError({ code: 'keychain-timeout', message: 'The keychain did not answer.' })
  }
  expect((await service.list(undefined)).accounts.map(({ secret }) => secret)).toEqual(['unknown', 'unknown'])
  expect(asked).toBe(1)
  secrets.state = async () => ({ backend: null, problem: 'No keychain service answers.' })
  expect((await service.list(undefined)).keychain.problem).toBe('No keychain service answers.')
  expect(asked).toBe(1)
})
