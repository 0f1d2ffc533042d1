import { randomUUID } from 'node:crypto'
import type { HandlersFor } from '../../preload/contract/area.ts'
import { AppError } from '../../preload/contract/errors.ts'
import type { secrets } from '../../preload/contract/shell.ts'
import { t } from '../../preload/contract/words.ts'
import type { Keychain } from '../keychain-process/keychain.ts'

/** Passwords typed in the page, held only here until Finish, under handles that say nothing. */
export class StagedSecrets {
  readonly #held = new Map<string, Buffer>()

  stage(value: string): string {
    if (this.#held.size >= 64) throw new AppError({ code: 'bad-request', message: t('Too many passwords wait to be saved.') })
    const handle = randomUUID()
    this.#held.set(handle, Buffer.from(value, 'utf8'))
    return handle
  }

  /** Throws `secret-missing`. */
  read(handle: string): string {
    const held = this.#held.get(handle)
    if (held === undefined)
      throw new AppError({
        code: 'secret-missing',
        message: t('The password that was typed is no longer held, because the console was restarted or the page reloaded.'),
        field: 'source.proxy.password',
        remedy: t('Type the password again.'),
      })
    return held.toString('utf8')
  }

  drop(handle: string): void {
    this.#held.get(handle)?.fill(0)
    this.#held.delete(handle)
  }

  clear(): void {
    for (const handle of [...this.#held.keys()]) this.drop(handle)
  }

  /** Blanks every held password in a text that is about to be written down, as it stands and as JSON has it. */
  redact(text: string): string {
    let clean = text
    for (const held of this.#held.values()) {
      const value = held.toString('utf8')
      for (const form of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)]) clean = clean.replaceAll(form, '[secret]')
    }
    return clean
  }
}

export const secretsHandlers = (staged: StagedSecrets, keychain: Keychain): HandlersFor<typeof secrets> => ({
  state: () => keychain.state(),
  stage: ({ value }) => ({ handle: staged.stage(value) }),
  drop: ({ handle }) => {
    staged.drop(handle)
    return null
  },
})

/** What the engine may do with secrets, and the removal of entries whose transaction never came. */
export class EngineSecrets {
  readonly #unsettled = new Set<string>()
  readonly #staged: StagedSecrets
  readonly #keychain: Keychain

  constructor(staged: StagedSecrets, keychain: Keychain) {
    this.#staged = staged
    this.#keychain = keychain
  }

  async save(reference: string, handle: string): Promise<void> {
    await this.#keychain.set(reference, this.#staged.read(handle))
    this.#unsettled.add(reference)
  }

  async remove(reference: string): Promise<void> {
    this.#unsettled.delete(reference)
    await this.#keychain.delete(reference)
  }

  kept(): void {
    this.#unsettled.clear()
  }

  /** After an engine crash in the middle of Finish: entries that the reopened lab does not name are removed. */
  async settle(referenced: (references: string[]) => Promise<string[]>): Promise<void> {
    const open = [...this.#unsettled]
    if (open.length === 0) return
    const used = new Set(await referenced(open))
    this.#unsettled.clear()
    for (const reference of open) if (!used.has(reference)) await this.#keychain.delete(reference)
  }
}
