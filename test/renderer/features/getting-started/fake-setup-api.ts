import { vi } from 'vitest'
import type { SetupIssue, SetupMachine, SetupOptions } from '../../../../preload/contract/setup.ts'
import { type SetupAnswers, setupAnswers } from '../../../../preload/contract/setup-answers.ts'
import type { SetupApi } from '../../../../renderer/features/getting-started/setup-api.ts'

export const emptyOptions = (): SetupOptions => ({
  prerequisites: [],
  subscriptions: ['Lab'],
  resourceGroups: [],
  regions: ['West Europe', 'North Europe'],
  vaults: [],
  vmmServers: [],
  storageAccounts: [],
  networks: [],
  vmNetworks: [],
  policies: [],
  sourceClouds: [],
  sizes: [],
  summary: [],
  keychainNeeded: false,
})

export const machine = (n: number, part: Partial<SetupMachine> = {}): SetupMachine => ({
  id: n,
  name: `VM${n}`,
  host: 'HV01',
  cloud: 'Gold',
  osName: null,
  osFamily: 'windows',
  osNeeded: false,
  osDisk: 'os',
  disks: [],
  nics: [],
  cpuCount: 2,
  memoryBytes: 2 ** 32,
  verdict: 'ready',
  eligible: true,
  findings: [],
  proposedSize: 'Standard_A2',
  proposedAzureName: `VM${n}`,
  ...part,
})

/** A client typed by the contract: each call answers something plain until a test says otherwise. */
export const fakeSetupApi = (start: Partial<SetupAnswers> = {}) => {
  const answers: SetupAnswers = { ...setupAnswers.parse({}), ...start }
  const setup = {
    begin: vi.fn<SetupApi['setup']['begin']>(async () => ({ answers, page: 'prerequisites', resumed: false, savedWallMs: null })),
    saveDraft: vi.fn<SetupApi['setup']['saveDraft']>(async () => ({ savedWallMs: 1 })),
    discardDraft: vi.fn<SetupApi['setup']['discardDraft']>(async () => null),
    progress: vi.fn<SetupApi['setup']['progress']>(async () => ({ draft: false, page: null, finished: false, pages: [] })),
    options: vi.fn<SetupApi['setup']['options']>(async () => emptyOptions()),
    check: vi.fn<SetupApi['setup']['check']>(async (): Promise<SetupIssue[]> => []),
    machines: vi.fn<SetupApi['setup']['machines']>(async () => ({ total: 0, eligible: 0, rows: [] })),
    eligible: vi.fn<SetupApi['setup']['eligible']>(async () => []),
    capacity: vi.fn<SetupApi['setup']['capacity']>(async () => ({ machines: 0, usedBytes: 0, figures: [], warnings: [] })),
    script: vi.fn<SetupApi['setup']['script']>(async () => []),
    exportScripts: vi.fn<SetupApi['setup']['exportScripts']>(async () => ({ files: ['01.ps1'] })),
    finish: vi.fn<SetupApi['setup']['finish']>(async () => ({ jobId: 1, protectedItems: 2, plans: ['Plan 1'] })),
  }
  const secrets = {
    state: vi.fn<SetupApi['secrets']['state']>(async () => ({ backend: 'gnome-keyring (Secret Service)', problem: null })),
    stage: vi.fn<SetupApi['secrets']['stage']>(async () => ({ handle: 'handle-00000001' })),
    drop: vi.fn<SetupApi['secrets']['drop']>(async () => null),
  }
  const shell = {
    info: vi.fn<SetupApi['shell']['info']>(async () => ({
      product: 'Offsite Console',
      version: '0.1.0',
      electron: '0',
      chrome: '0',
      node: '0',
      runtime: 'official',
      edition: 'development',
      platform: 'linux',
      userName: 'anna',
      fixedNowMs: Date.UTC(2026, 4, 12, 14, 5),
    })),
    copy: vi.fn<SetupApi['shell']['copy']>(async () => null),
    pickFolder: vi.fn<SetupApi['shell']['pickFolder']>(async () => ({ token: 'folder-00000001', name: 'scripts', bytes: 0 })),
  }
  return { setup, secrets, shell } satisfies SetupApi
}
