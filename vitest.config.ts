import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { pageDefines } from './build/support/page-defines.ts'

const manifest = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string
  devDependencies: { electron: string }
}

export default defineConfig({
  define: {
    __ELECTRON_PIN__: JSON.stringify(manifest.devDependencies.electron),
    __APP_VERSION__: JSON.stringify(manifest.version),
    ...pageDefines,
  },
  test: {
    include: ['test/{main,preload,renderer,native-db,build,support,system}/**/*.test.{ts,tsx}'],
    // Forks: SQLite's native module and process-wide state never meet between files.
    pool: 'forks',
    // One for each core: by itself vitest leaves one core idle, of two the half.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
