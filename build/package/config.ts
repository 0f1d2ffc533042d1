import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Configuration } from 'electron-builder'
import type { Runtime } from '../setup/electron-runtime.ts'
import { manifestName } from '../support/cached-tree.ts'
import { inRoot, manifest } from '../support/paths.ts'

export type Edition = 'release' | 'evaluation'

export interface PackageOptions {
  edition: Edition
  runtime: Runtime
  /** the folder that app-folder.ts made */
  appFolder: string
  output: string
  /** the compiled SQLite binding, where the runtime needs one */
  binding: string | undefined
  /** whether the inspector can be switched on, which the end-to-end tests need */
  inspectable: boolean
}

/** Files of the runtime's folder that a packaged app does not want: the start page, and the cache's own list. */
export const runtimeLeftovers = ['resources/default_app.asar', manifestName]

/** What a package is called: an evaluation build says so wherever its name stands. */
export const packageNames = (edition: Edition): { product: string; file: string } => {
  const { name, productName } = manifest()
  return edition === 'release' ? { product: productName, file: name } : { product: `${productName} Evaluation`, file: `${name}-evaluation` }
}

/** electron-builder's configuration. It is code because the two editions differ. */
export const packageConfig = (options: PackageOptions): Configuration => {
  const { product, file } = packageNames(options.edition)
  const artifactName = `${file}-\${version}-\${os}-\${arch}.\${ext}`
  return {
    appId: `invalid.example.${file}`,
    productName: product,
    directories: { app: options.appFolder, output: options.output, buildResources: inRoot('build', 'package', 'resources') },
    electronVersion: options.runtime.electronVersion,
    electronDist: dirname(options.runtime.electronPath),
    // both native modules come ready to load
    npmRebuild: false,
    nodeGypRebuild: false,
    publish: null,
    artifactName,
    asar: true,
    asarUnpack: ['**/*.node'],
    extraResources: options.binding ? [{ from: options.binding, to: 'native/better_sqlite3.node' }] : [],
    electronFuses: {
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: options.inspectable,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      // Electron checks the archive's hash on these two systems only
      enableEmbeddedAsarIntegrityValidation: process.platform !== 'linux',
    },
    afterPack: async ({ appOutDir }) => {
      for (const name of runtimeLeftovers) {
        const path = join(appOutDir, name)
        if (existsSync(path)) rmSync(path)
      }
    },
    fileAssociations: [{ ext: 'offsite', name: 'Offsite lab', mimeType: 'application/x-offsite-lab', role: 'Editor' }],
    win: { target: ['nsis', 'portable'], executableName: file },
    nsis: {
      oneClick: false,
      perMachine: false,
      allowToChangeInstallationDirectory: true,
      artifactName: `${file}-\${version}-setup-\${arch}.\${ext}`,
    },
    portable: { artifactName: `${file}-\${version}-portable-\${arch}.\${ext}` },
    mac: { target: ['dmg'], category: 'public.app-category.utilities', hardenedRuntime: true },
    linux: {
      target: ['deb', 'AppImage'],
      category: 'Utility',
      executableName: file,
      maintainer: 'Offsite Console <console@example.invalid>',
    },
    deb: {
      depends: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxkbcommon0', 'libatspi2.0-0', 'libsecret-1-0'],
      recommends: ['gnome-keyring'],
    },
  }
}
