import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'
import type { KeychainAnswer, KeychainOperation, KeychainRequest } from './messages.ts'

/** The keychain process as its owner sees it. */
export interface KeychainChild {
  send(request: KeychainRequest): void
  onAnswer(listener: (answer: KeychainAnswer) => void): void
  onExit(listener: () => void): void
  /** At once, whatever the process is doing. */
  kill(): void
}

export interface Keychain {
  /** Rejects with AppError `keychain-missing` or `keychain-timeout`. */
  set(account: string, value: string): Promise<void>
  has(account: string): Promise<boolean>
  delete(account: string): Promise<void>
  /** Never rejects: why there is no keychain is part of the answer. */
  state(): Promise<{ backend: string | null; problem: string | null }>
  /** Kills the process; whatever waits is rejected. Returns at once. */
  dispose(): void
}

const remedy = (): string =>
  process.platform === 'linux'
    ? t('Start and unlock a Secret Service such as gnome-keyring in this session, then try again.')
    : t("Unlock the system's keychain, then try again.")

const missing = (reason: string) =>
  new AppError({
    code: 'keychain-missing',
    message: t('No keychain service answers ({reason}). Passwords cannot be saved; the console keeps none in plain text.', { reason }),
    remedy: remedy(),
  })

const hung = (seconds: number) =>
  new AppError({
    code: 'keychain-timeout',
    message: t('The keychain did not answer within {seconds} seconds; it may be waiting behind a prompt to unlock it.', { seconds }),
    remedy: t('Unlock the keychain, then try again.'),
  })

interface Job {
  operation: KeychainOperation
  resolve(value: string | boolean | null): void
  reject(error: AppError): void
}

export interface KeychainOptions {
  spawn: () => KeychainChild
  /** After this the process is killed and a new one is made for the next call. */
  timeoutMs?: number
  /** Calls that may wait behind the running one. */
  queue?: number
}

/** One call at a time to a process that is killed when it hangs. */
export const createKeychain = ({ spawn, timeoutMs = 5000, queue = 32 }: KeychainOptions): Keychain => {
  let child: KeychainChild | null = null
  let running: { id: number; job: Job; timer: NodeJS.Timeout } | null = null
  let disposed = false
  let nextId = 1
  const waiting: Job[] = []

  const settle = (finish: (job: Job) => void): void => {
    const current = running
    if (current === null) return
    clearTimeout(current.timer)
    running = null
    finish(current.job)
    next()
  }

  const start = (): KeychainChild => {
    const made = spawn()
    made.onAnswer((answer) => {
      if (child !== made || running?.id !== answer.id) return
      settle((job) => (answer.ok ? job.resolve(answer.value) : job.reject(missing(answer.reason))))
    })
    made.onExit(() => {
      if (child !== made) return
      child = null
      settle((job) => job.reject(missing(t('its process ended'))))
    })
    return made
  }

  const next = (): void => {
    if (running !== null || disposed) return
    const job = waiting.shift()
    if (job === undefined) return
    const id = nextId++
    const timer = setTimeout(() => {
      const stuck = child
      child = null
      stuck?.kill()
      settle((late) => late.reject(hung(timeoutMs / 1000)))
    }, timeoutMs)
    running = { id, job, timer }
    try {
      child ??= start()
      child.send({ ...job.operation, id })
    } catch (error) {
      child = null
      settle((failed) => failed.reject(missing(error instanceof Error ? error.message : String(error))))
    }
  }

  const run = (operation: KeychainOperation) =>
    new Promise<string | boolean | null>((resolve, reject) => {
      if (disposed) return reject(missing(t('the console is closing')))
      if (waiting.length >= queue) return reject(hung(timeoutMs / 1000))
      waiting.push({ operation, resolve, reject })
      next()
    })

  return {
    set: async (account, value) => {
      await run({ op: 'set', account, value })
    },
    has: async (account) => (await run({ op: 'has', account })) === true,
    delete: async (account) => {
      await run({ op: 'delete', account })
    },
    state: async () => {
      try {
        return { backend: String(await run({ op: 'probe' })), problem: null }
      } catch (error) {
        const problem = error instanceof AppError ? [error.message, error.remedy].filter(Boolean).join(' ') : String(error)
        return { backend: null, problem }
      }
    },
    dispose: () => {
      disposed = true
      const stuck = child
      child = null
      stuck?.kill()
      settle((job) => job.reject(missing(t('the console is closing'))))
      for (const job of waiting.splice(0)) job.reject(missing(t('the console is closing')))
    },
  }
}
