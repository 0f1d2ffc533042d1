/** `npm run screens`: a picture of every screen, dialog and wizard page in `out/screens/<theme>/<size>/<screen>.png`. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from '../support/paths.ts'
import { say, step } from '../support/step.ts'
import { runPlaywright } from './run-playwright.ts'

const folder = inRoot('out', 'screens')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const code = await step('Screens', () => runPlaywright({ project: 'screens', only: [], results: 'out/screens' }))
const sets = readdirSync(folder).flatMap((theme) => readdirSync(join(folder, theme)).map((size) => join(theme, size)))
for (const set of sets) console.log(`${readdirSync(join(folder, set)).length} pictures in ${join('out', 'screens', set)}`)
if (!existsSync(folder) || sets.length === 0) say('There are no pictures.')
process.exitCode = code === 0 && sets.length > 0 ? 0 : code || 1
