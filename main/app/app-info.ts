import { userInfo } from 'node:os'
import { app } from 'electron'
import type { AppInfo } from '../../preload/contract/shell.ts'

// Set by the build: the official runtime that this version is made for.
declare const __ELECTRON_PIN__: string

const userName = (): string => {
  try {
    return userInfo().username
  } catch {
    // Accounts without a passwd entry, as in some containers.
    return process.env.USER || process.env.USERNAME || 'unknown'
  }
}

/** Milliseconds since 1970 from OFFSITE_DEMO_CLOCK (such milliseconds, or ISO 8601), or null. */
export const fixedNowMs = (): number | null => {
  const wanted = process.env.OFFSITE_DEMO_CLOCK
  const ms = wanted ? (/^\d+$/.test(wanted) ? Number(wanted) : Date.parse(wanted)) : Number.NaN
  return Number.isNaN(ms) ? null : ms
}

/** What About shows: versions, runtime and whether this build is for evaluation only. */
export const appInfo = (): AppInfo => {
  const runtime = process.versions.electron === __ELECTRON_PIN__ ? 'official' : 'fallback'
  return {
    product: 'Offsite Console',
    version: app.getVersion(),
    electron: process.versions.electron ?? '',
    chrome: process.versions.chrome ?? '',
    node: process.versions.node,
    runtime,
    edition: !app.isPackaged ? 'development' : runtime === 'official' ? 'release' : 'evaluation',
    platform: `${process.platform} ${process.arch}`,
    userName: userName(),
    fixedNowMs: fixedNowMs(),
  }
}

/** "Harbour Clinic - Offsite Console", marked in evaluation builds. */
export const windowTitle = (labName: string | null, { product, edition }: Pick<AppInfo, 'product' | 'edition'>): string =>
  `${labName === null ? '' : `${labName} - `}${product}${edition === 'evaluation' ? ' (evaluation)' : ''}`
