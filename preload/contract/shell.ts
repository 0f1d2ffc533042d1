import * as z from 'zod'
import { area, call, event } from './area.ts'
import { fileToken, pickedFile } from './common.ts'
import { errorShape } from './error-shape.ts'
import { languageIds } from './words.ts'

export const themeName = z.enum(['system', 'light', 'dark', 'high-contrast'])
export const preferences = z.object({
  theme: themeName,
  density: z.enum(['compact', 'comfortable']),
  /** "GB as VMM writes it" instead of GiB; changes only the suffix. */
  sizeSuffix: z.enum(['GiB', 'GB']),
  /** Times in the zone of the lab or of this computer, or all in UTC. Their form is that of the system. */
  dates: z.enum(['zone', 'utc']),
  language: z.enum(languageIds),
  navigationWidth: z.int().min(180).max(420),
  detailsHeight: z.int().min(120).max(900),
  navigationShown: z.boolean(),
  detailsShown: z.boolean(),
  ribbonMinimised: z.boolean(),
})
export type Preferences = z.infer<typeof preferences>

export const appInfo = z.object({
  product: z.string(),
  version: z.string(),
  electron: z.string(),
  chrome: z.string(),
  node: z.string(),
  runtime: z.enum(['official', 'fallback']),
  /** An evaluation build is packaged from the fallback runtime. */
  edition: z.enum(['release', 'evaluation', 'development']),
  platform: z.string(),
  userName: z.string(),
  /** Set by OFFSITE_DEMO_CLOCK for pictures that must not change; else null. */
  fixedNowMs: z.int().nullable(),
})
export type AppInfo = z.infer<typeof appInfo>

export const engineStatus = z.object({
  state: z.enum(['starting', 'running', 'restarting', 'failed']),
  error: errorShape.optional(),
})

/** The window's own affairs: answered by main. */
export const shell = area('main', 'shell', {
  info: call(z.undefined(), appInfo),
  preferences: call(z.undefined(), preferences),
  /** Another language starts the engine and the page again; `lab-busy` while an import runs. */
  setPreferences: call(preferences.partial(), preferences),
  engineStatus: call(z.undefined(), engineStatus),
  zoom: call(z.object({ step: z.enum(['in', 'out', 'reset', 'read']) }), z.object({ percent: z.number() })),
  fullScreen: call(z.undefined(), z.null()),
  pickImportFiles: call(z.undefined(), z.array(pickedFile)),
  pickFolder: call(z.object({ title: z.string() }), pickedFile.nullable()),
  pickSave: call(z.object({ suggestedName: z.string(), title: z.string() }), pickedFile.nullable()),
  /** Puts text on the clipboard. */
  copy: call(z.object({ text: z.string().max(5_000_000) }), z.null()),
  /** Shows a file or folder that this console wrote, in the system's file manager. */
  reveal: call(z.object({ token: fileToken }), z.null()),
  quit: call(z.undefined(), z.null()),
  engineChanged: event(engineStatus),
  preferencesChanged: event(preferences),
  /** A native menu item or a global key asked for a command of the registry. */
  commandRequested: event(z.object({ command: z.string() })),
})
export const keychainState = z.object({
  /** "gnome-keyring (Secret Service)", "Credential Manager", "Keychain", or null when none answers. */
  backend: z.string().nullable(),
  /** Why there is none. */
  problem: z.string().nullable(),
})

/** Secrets go from a password field to main and from there to the OS keychain; nothing comes back. */
export const secrets = area('main', 'secrets', {
  state: call(z.undefined(), keychainState),
  /** Holds a typed password in main's memory until Finish; the answer is a handle that says nothing. */
  stage: call(z.object({ value: z.string().min(1).max(1024) }), z.object({ handle: fileToken })),
  drop: call(z.object({ handle: fileToken }), z.null()),
})
