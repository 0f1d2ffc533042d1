/** `npx tsx build/e2e/run.ts PROJECT [FILE…]`: some specs, as `npm test` would run them. */
import { type PlaywrightRun, runPlaywright } from './run-playwright.ts'

const [project = 'e2e', ...only] = process.argv.slice(2)
process.exitCode = await runPlaywright({
  project: project as PlaywrightRun['project'],
  only,
  results: project === 'screens' ? 'out/screens' : 'out/test',
})
