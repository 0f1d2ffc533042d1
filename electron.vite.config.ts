import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { pageDefines } from './build/support/page-defines.ts'
import { areas } from './preload/contract/contract.ts'

// electron-vite takes its targets from the installed electron package. The fallback runtime is older than that,
// so both sides are built for the oldest runtime that must run them: Electron 33 = Node 20.18, Chrome 130.
process.env.ELECTRON_MAJOR_VER = '33'
const nodeTarget = 'node20.18'
const pageTarget = 'chrome130'

const at = (path: string) => resolve(import.meta.dirname, path)
const manifest = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string; devDependencies: { electron: string } }

const define = {
  // the official runtime that this version is made for; anything else that runs it is a fallback
  __ELECTRON_PIN__: JSON.stringify(manifest.devDependencies.electron),
  __APP_VERSION__: JSON.stringify(manifest.version),
}

/** What the preload offers: every call or event that main answers for, as pairs of area and member. */
const membersOfMain = (kind: 'call' | 'event'): string =>
  JSON.stringify(
    areas
      .filter(({ host }) => host === 'main')
      .flatMap(({ name, members }) =>
        Object.entries(members)
          .filter(([, member]) => member.kind === kind)
          .map(([member]) => [name, member]),
      ),
  )

export default defineConfig({
  main: {
    define,
    build: {
      outDir: at('out/main'),
      target: nodeTarget,
      // Only native modules stay outside; everything else is bundled, so that processes start on few files and packages stay small.
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron', /^electron\//, 'better-sqlite3', 'keytar'],
        input: {
          main: at('main/app/entry.ts'),
          engine: at('main/engine/entry.ts'),
          keychain: at('main/keychain-process/entry.ts'),
          cli: at('main/cli/entry.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // Comments and blanks are read at every start of the engine too; names stay, for the stacks in the log.
          minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  },
  preload: {
    define: { ...define, __MAIN_CALLS__: membersOfMain('call'), __MAIN_EVENTS__: membersOfMain('event') },
    build: {
      outDir: at('out/preload'),
      target: nodeTarget,
      // A sandboxed preload can require nothing but electron: one file with everything in it.
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { bridge: at('preload/bridge.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    base: './',
    define: { ...define, ...pageDefines },
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      target: pageTarget,
      minify: true,
      chunkSizeWarningLimit: 2500,
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: at('renderer/index.html') } },
    },
  },
})
