import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import * as z from 'zod'
import type { recentLab } from '../../preload/contract/lab.ts'
import { readJson, writeJson } from '../services/lab/json-file.ts'

const kept = 12
const shape = z.array(z.object({ path: z.string(), name: z.string() }))

const idOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 16)

/** Labs opened last, newest first, in `recent.json` of the user data folder; the page knows them by id, not by path. */
export class RecentLabs {
  readonly #file: string
  #entries: z.infer<typeof shape>

  constructor(file: string) {
    this.#file = file
    this.#entries = readJson(file, shape) ?? []
  }

  add(path: string, name: string): void {
    this.#entries = [{ path, name }, ...this.#entries.filter((entry) => entry.path !== path)].slice(0, kept)
    writeJson(this.#file, this.#entries)
  }

  list(): z.infer<typeof recentLab>[] {
    return this.#entries.map(({ path, name }) => ({
      id: idOf(path),
      name: name || basename(path, '.offsite'),
      folder: dirname(path),
      missing: !existsSync(path),
    }))
  }

  pathOf(id: string): string | null {
    return this.#entries.find(({ path }) => idOf(path) === id)?.path ?? null
  }
}
