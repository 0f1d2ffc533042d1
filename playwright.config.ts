import { defineConfig } from '@playwright/test'

export default defineConfig({
  outputDir: 'out/test/e2e',
  reporter: process.env.OFFSITE_E2E_REPORT
    ? [['line'], ['json', { outputFile: process.env.OFFSITE_E2E_REPORT }]]
    : [['line'], ['json', { outputFile: 'out/test/e2e.json' }]],
  // One window, one keyring, one screen: specs take turns.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // Only a hang of the runtime is forgiven a second try (build/checks/reports.ts).
  retries: process.env.CI ? 1 : 0,
  projects: [
    { name: 'e2e', testDir: 'test/e2e', testIgnore: ['**/demo/**', '**/screens/**'] },
    { name: 'demo', testDir: 'test/e2e/demo', timeout: 600_000 },
    // Pictures of every screen for the eye; `npm run screens` runs it.
    { name: 'screens', testDir: 'test/e2e/screens', timeout: 1_800_000 },
    // Measures the window; `npm run bench` runs it.
    { name: 'bench', testDir: 'test/bench', timeout: 600_000 },
  ],
})
