import * as z from 'zod'
import { type Preferences, preferences } from '../../preload/contract/shell.ts'
import { readJson, writeJson } from '../services/lab/json-file.ts'

const defaults: Preferences = {
  theme: 'system',
  density: 'compact',
  sizeSuffix: 'GiB',
  dates: 'zone',
  language: 'en',
  navigationWidth: 240,
  detailsHeight: 260,
  navigationShown: true,
  detailsShown: true,
  ribbonMinimised: false,
}

/** The user's settings, in `preferences.json` of the user data folder. */
export class PreferencesFile {
  current: Preferences
  readonly #file: string

  constructor(file: string) {
    this.#file = file
    this.current = preferences.catch(defaults).parse({ ...defaults, ...readJson(file, z.looseObject({})) })
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
