import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { PickedFile } from '../../preload/contract/common.ts'
import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'
import { forgottenFile } from '../engine/file-tokens.ts'

/** Files and folders that the user chose. The page gets tokens, the engine and main the paths. */
export class PickedFiles {
  readonly #paths = new Map<string, string>()
  readonly #grant: (token: string, path: string) => Promise<void>

  constructor(grant: (token: string, path: string) => Promise<void>) {
    this.#grant = grant
  }

  /** The path need not exist yet (a file to be written): it then counts 0 bytes. */
  async add(path: string): Promise<PickedFile> {
    const token = randomUUID()
    this.#paths.set(token, path)
    await this.#grant(token, path)
    const bytes = await stat(path).then(
      (found) => (found.isFile() ? found.size : 0),
      () => 0,
    )
    return { token, name: basename(path), bytes }
  }

  /** For a dropped file. Throws `file-missing`, `file-kind`. */
  async addExisting(path: string): Promise<PickedFile> {
    const found = await stat(path).catch(() => null)
    if (found === null)
      throw new AppError({
        code: 'file-missing',
        message: t('"{path}" cannot be read.', { path: basename(path) }),
        remedy: t('Check that the file is still there.'),
      })
    if (!found.isFile())
      throw new AppError({
        code: 'file-kind',
        message: t('"{path}" is a folder, not a file.', { path: basename(path) }),
        remedy: t('Drop a CSV file or a lab file.'),
      })
    return this.add(path)
  }

  /** Throws `file-missing` for a token of another run. */
  pathOf(token: string): string {
    const path = this.#paths.get(token)
    if (path === undefined) throw forgottenFile()
    return path
  }
}
