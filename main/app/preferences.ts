import * as z from 'zod'
import { defaultPreferences } from '../../preload/contract/plain.ts'
import { type Preferences, preferences } from '../../preload/contract/shell.ts'
import { readJson, writeJson } from '../services/lab/json-file.ts'

/** The user's settings, in `preferences.json` of the user data folder. */
export class PreferencesFile {
  current: Preferences
  readonly #file: string

  constructor(file: string) {
    this.#file = file
    this.current = preferences.catch(defaultPreferences).parse({ ...defaultPreferences, ...readJson(file, z.looseObject({})) })
  }

  /** Keys that are absent or undefined stay as they are. */
  change(patch: { [K in keyof Preferences]?: Preferences[K] | undefined }): Preferences {
    this.current = preferences.parse({
      ...this.current,
      ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)),
    })
    writeJson(this.#file, this.current)
    return this.current
  }
}
