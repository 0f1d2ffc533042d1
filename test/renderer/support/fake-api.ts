import type { Cell, Details, ListKind, ListQuery, ListRow, TreeNode } from '../../../preload/contract/inventory.ts'
import type { LabInfo } from '../../../preload/contract/lab.ts'
import type { AppInfo, Preferences } from '../../../preload/contract/shell.ts'
import type { Api } from '../../../renderer/app/api.ts'

export const appInfo: AppInfo = {
  product: 'Offsite Console',
  version: '0.1.0',
  electron: '45.0.0',
  chrome: '152',
  node: '24',
  runtime: 'official',
  edition: 'development',
  platform: 'linux',
  userName: 'anna',
  fixedNowMs: null,
}

export const fakeLab: LabInfo = {
  labId: '00000000-0000-4000-8000-000000000001',
  name: 'Harbour Clinic',
  fileName: 'harbour-clinic.offsite',
  readOnly: false,
  readOnlyReason: null,
  seed: 1,
  clockMs: Date.UTC(2026, 4, 12, 12, 5),
  timeZone: 'Europe/Berlin',
  branch: 1,
  rulePack: '2016-05',
  revision: 1,
  savedWallMs: Date.UTC(2026, 4, 12, 12, 5),
}

export const fakePreferences: Preferences = {
  theme: 'light',
  density: 'compact',
  sizeSuffix: 'GiB',
  dates: 'zone',
  language: 'en',
  navigationWidth: 240,
  detailsHeight: 220,
  navigationShown: true,
  detailsShown: true,
  ribbonMinimised: false,
}

const GIB = 1024 ** 3
const verdicts = ['ready', 'warnings', 'not-ready', 'unknown'] as const

/** Rows named VM0001 …; every figure follows from the index, so that tests can tell what to expect. */
export const fakeVm = (index: number): ListRow => ({
  id: index + 1,
  cells: {
    name: `VM${String(index + 1).padStart(4, '0')}`,
    status: index % 5 === 0 ? 'Stopped' : 'Running',
    state: index % 5 === 0 ? 'Stopped' : 'Running',
    host: `HV0${(index % 3) + 1}`,
    cloud: index % 2 ? 'Gold' : 'Silver',
    jobStatus: null,
    os: index % 7 === 0 ? null : 'Windows Server 2012 R2 Standard',
    cpu: (index % 8) + 1,
    memory: ((index % 16) + 1) * 2 * GIB,
    disks: ((index % 9) + 1) * 127 * GIB,
    readiness: verdicts[index % 4] ?? 'unknown',
  },
})

export interface FakeOptions {
  vms?: number
  lab?: LabInfo | null
  tree?: Partial<Record<string, TreeNode[]>>
}

type Call = { name: string; input: unknown }
type Listener = (payload: never) => void

/** A typed api over rows in memory. What a test does not need rejects with the name of the call. */
export const createFakeApi = ({ vms = 40, lab = fakeLab, tree = {} }: FakeOptions = {}) => {
  const calls: Call[] = []
  const listeners = new Map<string, Set<Listener>>()
  const overrides = new Map<string, (input: never) => unknown>()
  const rows = Array.from({ length: vms }, (_, index) => fakeVm(index))
  let preferences = fakePreferences

  const value = (row: ListRow, field: string): Cell => row.cells[field] ?? null
  const listed = (query: ListQuery): ListRow[] => {
    if (query.kind !== 'vms') return []
    const where = (query.where ?? '').toLowerCase()
    const found = rows.filter((row) => String(value(row, 'name')).toLowerCase().includes(where))
    const [order] = query.sort ?? []
    if (!order) return found
    const sign = order.descending ? -1 : 1
    return [...found].sort((a, b) => {
      const x = value(a, order.field) ?? ''
      const y = value(b, order.field) ?? ''
      return x < y ? -sign : x > y ? sign : 0
    })
  }
  const columns = [
    ['name', 'Name', 'text', 180],
    ['status', 'Status', 'vmState', 110],
    ['state', 'Virtual Machine State', 'vmState', 150],
    ['host', 'Host', 'text', 120],
    ['cloud', 'Cloud', 'text', 110],
    ['jobStatus', 'Job Status', 'jobStatus', 110],
    ['os', 'Operating System', 'text', 200],
    ['cpu', 'CPU', 'count', 60],
    ['memory', 'Memory', 'bytes', 90],
    ['disks', 'Disks', 'bytes', 90],
    ['readiness', 'Readiness', 'verdict', 120],
  ] as const
  const details = (kind: ListKind, id: number): Details => ({
    kind,
    id,
    title: `VM${String(id).padStart(4, '0')}`,
    icon: 'vm',
    tabs: [
      {
        id: 'summary',
        title: 'Summary',
        count: null,
        blocks: [
          {
            kind: 'facts',
            title: null,
            facts: [{ label: 'Memory', value: 2 * GIB, format: 'bytes', origin: 'vms.csv line 2', edit: 'memory' }],
          },
        ],
      },
      {
        id: 'readiness',
        title: 'Readiness',
        count: 0,
        blocks: [{ kind: 'findings', rulePack: '2016-05', findings: [], empty: 'No rule is broken.' }],
      },
    ],
  })

  const handlers: Record<string, (input: never) => unknown> = {
    'shell.info': () => appInfo,
    'shell.preferences': () => preferences,
    'shell.setPreferences': (part: Partial<Preferences>) => {
      preferences = { ...preferences, ...part }
      return preferences
    },
    'shell.engineStatus': () => ({ state: 'running' }),
    'shell.zoom': () => ({ percent: 100 }),
    'shell.copy': () => null,
    'labs.current': () => lab,
    'labs.opening': () => false,
    'labs.recent': () => [],
    'labs.refusal': () => null,
    'session.lab': () => lab,
    'jobs.running': () => [],
    'inventory.columns': () =>
      columns.map(([field, label, format, width]) => ({ field, label, format, width, shown: true, sortable: true })),
    'inventory.filterFields': () => [
      { name: 'name', label: 'Name', type: 'text', values: [] },
      { name: 'readiness', label: 'Readiness', type: 'choice', values: [...verdicts] },
    ],
    'inventory.window': ({ query, offset, limit }: { query: ListQuery; offset: number; limit: number }) => {
      const found = listed(query)
      return { total: found.length, scopeTotal: rows.length, offset, rows: found.slice(offset, offset + limit), revision: 1 }
    },
    'inventory.ids': ({ query, offset, limit }: { query: ListQuery; offset: number; limit: number }) =>
      listed(query)
        .slice(offset, offset + limit)
        .map((row) => row.id),
    'inventory.indexOf': ({ query, id }: { query: ListQuery; id: number }) => {
      const index = listed(query).findIndex((row) => row.id === id)
      return index < 0 ? null : index
    },
    'inventory.copyRows': ({ ids }: { ids: number[] }) => ({ text: ids.join('\n'), rows: ids.length }),
    'inventory.details': ({ kind, id }: { kind: ListKind; id: number }) => details(kind, id),
    'inventory.tree': ({ workspace }: { workspace: string }) => tree[workspace] ?? [],
  }

  const area = (name: string): object =>
    new Proxy(
      {},
      {
        get: (_, member: string) => {
          const full = `${name}.${member}`
          if (/^on[A-Z]/.test(member)) {
            return (listener: Listener) => {
              const known = listeners.get(full) ?? new Set<Listener>()
              listeners.set(full, known)
              known.add(listener)
              return () => known.delete(listener)
            }
          }
          return async (input: never) => {
            calls.push({ name: full, input })
            const handler = overrides.get(full) ?? handlers[full]
            if (!handler) throw new Error(`${full} is not faked`)
            return handler(input)
          }
        },
      },
    )
  const names = [
    'shell',
    'secrets',
    'labs',
    'session',
    'inventory',
    'imports',
    'readiness',
    'setup',
    'plan',
    'runAsAccounts',
    'dashboard',
    'clock',
    'replication',
    'recoveryPlans',
    'jobs',
    'files',
  ]
  const api = Object.fromEntries(names.map((name) => [name, area(name)])) as unknown as Api
  return {
    api,
    calls,
    rows,
    /** Answers a call in another way. */
    answer: (name: string, handler: (input: never) => unknown) => void overrides.set(name, handler),
    /** Tells an event: `emit('inventory.onChanged', { revision: 2 })`. */
    emit: (name: string, payload: unknown): void => {
      for (const listener of listeners.get(name) ?? []) listener(payload as never)
    },
    callsTo: (name: string) => calls.filter((call) => call.name === name),
  }
}
