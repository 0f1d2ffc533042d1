import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createCliSecretStore } from '../../../main/keychain-process/cli-secret-store.ts'
import { createKeychain, type KeychainChild } from '../../../main/keychain-process/keychain.ts'
import type { KeychainAnswer, KeychainRequest } from '../../../main/keychain-process/messages.ts'

/** A keychain process whose answers the test gives. */
class FakeChild implements KeychainChild {
  readonly sent: KeychainRequest[] = []
  killed = false
  #answer: (answer: KeychainAnswer) => void = () => {}
  #exit: () => void = () => {}
  send(request: KeychainRequest): void {
    this.sent.push(request)
  }
  onAnswer(listener: (answer: KeychainAnswer) => void): void {
    this.#answer = listener
  }
  onExit(listener: () => void): void {
    this.#exit = listener
  }
  kill(): void {
    this.killed = true
  }
  reply(value: string | boolean | null): void {
    this.#answer({ id: this.sent.at(-1)?.id ?? 0, ok: true, value })
  }
  refuse(reason: string): void {
    this.#answer({ id: this.sent.at(-1)?.id ?? 0, ok: false, reason })
  }
  die(): void {
    this.#exit()
  }
}

let children: FakeChild[] = []
const spawn = () => {
  const child = new FakeChild()
  children.push(child)
  return child
}
const child = (index: number) => children[index] as FakeChild
const settled = async (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: { code: string }) => error.code)

beforeEach(() => {
  children = []
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the keychain', () => {
  test('takes one call at a time', async () => {
    const keychain = createKeychain({ spawn })
    const first = keychain.set('a', 'secret')
    const second = keychain.has('a')
    expect(child(0).sent.map(({ op }) => op)).toEqual(['set'])
    child(0).reply(null)
    await first
    expect(child(0).sent.map(({ op }) => op)).toEqual(['set', 'has'])
    child(0).reply(true)
    expect(await second).toBe(true)
    expect(children).toHaveLength(1)
  })

  test('kills a process that hangs for 5 s, and asks a new one next', async () => {
    const keychain = createKeychain({ spawn })
    const hung = settled(keychain.set('a', 'secret'))
    const next = keychain.has('b')
    vi.advanceTimersByTime(4999)
    expect(child(0).killed).toBe(false)
    vi.advanceTimersByTime(1)
    expect(child(0).killed).toBe(true)
    expect(await hung).toBe('keychain-timeout')
    child(0).reply(true) // too late, and not for this call
    child(1).reply(false)
    expect(await next).toBe(false)
  })

  test('says why a call was refused', async () => {
    const keychain = createKeychain({ spawn })
    const refused = keychain.set('a', 'secret')
    child(0).refuse('Cannot autolaunch D-Bus')
    await expect(refused).rejects.toMatchObject({ code: 'keychain-missing', message: expect.stringContaining('Cannot autolaunch D-Bus') })
  })

  test('survives the death of its process', async () => {
    const keychain = createKeychain({ spawn })
    const lost = settled(keychain.set('a', 'secret'))
    child(0).die()
    expect(await lost).toBe('keychain-missing')
    const next = keychain.delete('a')
    child(1).reply(true)
    await next
  })

  test('survives a process that cannot be started', async () => {
    const keychain = createKeychain({
      spawn: () => {
        throw new Error('no such file')
      },
    })
    expect(await settled(keychain.has('a'))).toBe('keychain-missing')
  })

  test('lets a bounded number of calls wait', async () => {
    const keychain = createKeychain({ spawn, queue: 2 })
    const calls = Array.from({ length: 4 }, () => settled(keychain.has('a')))
    expect(await calls[3]).toBe('keychain-timeout')
    for (let n = 0; n < 3; n++) {
      child(0).reply(true)
      expect(await calls[n]).toBe(true)
    }
  })

  test('closes at once, whatever hangs', async () => {
    const keychain = createKeychain({ spawn })
    const calls = [keychain.set('a', 'x'), keychain.has('b')].map(settled)
    keychain.dispose()
    expect(child(0).killed).toBe(true)
    expect(await Promise.all(calls)).toEqual(['keychain-missing', 'keychain-missing'])
    expect(await settled(keychain.has('c'))).toBe('keychain-missing')
    expect(children).toHaveLength(1)
  })

  test('names the backend, or why there is none', async () => {
    const keychain = createKeychain({ spawn })
    const found = keychain.state()
    child(0).reply('Secret Service (gnome-keyring)')
    expect(await found).toEqual({ backend: 'Secret Service (gnome-keyring)', problem: null })
    const none = keychain.state()
    child(0).refuse('no bus')
    expect(await none).toMatchObject({ backend: null, problem: expect.stringContaining('no bus') })
  })
})

describe('secrets of the command line', () => {
  const store = (env: Record<string, string>, stdin = '') =>
    createCliSecretStore({ keychain: createKeychain({ spawn }), env, readStdin: async () => stdin })
  const saved = async (save: Promise<void>) => {
    await vi.waitFor(() => expect(children).toHaveLength(1))
    child(0).reply(null)
    await save
    return child(0).sent[0]
  }

  test('come from a variable', async () => {
    expect(await saved(store({ PW: 's3cret' }).save('ref', { env: 'PW' }))).toMatchObject({ op: 'set', account: 'ref', value: 's3cret' })
  })
  test('come from standard input, without its line end', async () => {
    expect(await saved(store({}, 's3 cret\r\n').save('ref', { stdin: true }))).toMatchObject({ value: 's3 cret' })
  })
  test.each([
    [{ env: 'PW' }, {}, ''],
    [{ env: 'PW' }, { PW: '' }, ''],
    [{ stdin: true }, {}, '\n'],
    [{ handle: 'a-handle-of-main' }, {}, ''],
  ] as const)('%j is missing', async (source, env, stdin) => {
    await expect(store(env, stdin).save('ref', source)).rejects.toMatchObject({ code: 'secret-missing' })
    expect(children).toHaveLength(0)
  })
})
