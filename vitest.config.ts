import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { pageDefines } from './build/support/page-defines.ts'

const manifest = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string
  devDependencies: { electron: string }
}

/** Files without a hold on their process: the product's parts, called in it. */
const sharing = 'test/{main/domain,main/services,preload,renderer,native-db/migrations}/**/*.test.{ts,tsx}'

export default defineConfig({
  define: {
    __ELECTRON_PIN__: JSON.stringify(manifest.devDependencies.electron),
    __APP_VERSION__: JSON.stringify(manifest.version),
    ...pageDefines,
  },
  test: {
    // Forks: what a test does to its process never reaches the runner.
    pool: 'forks',
    // One for each core: by itself vitest leaves one core idle, of two the half.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: [sharing],
          // One process runs many files: loading the product anew for each took a third of the time.
          isolate: false,
          setupFiles: ['test/support/leave-clean.ts'],
        },
      },
      // These start, end or lock processes, or load the same module twice.
      { extends: true, test: { name: 'own', include: ['test/**/*.test.ts'], exclude: [sharing, 'test/{system,e2e,bench}/**'] } },
      // The built command line, whole.
      { extends: true, test: { name: 'system', include: ['test/system/**/*.test.ts'] } },
    ],
  },
})
