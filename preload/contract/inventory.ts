import * as z from 'zod'
import { area, call, event } from './area.ts'
import { finding, rowId } from './common.ts'

export const listKinds = [
  'vms',
  'hosts',
  'clusters',
  'clouds',
  'hostGroups',
  'vmNetworks',
  'logicalNetworks',
  'vmmServers',
  'runAsAccounts',
  'vaults',
  'storageAccounts',
  'azureNetworks',
  'policies',
  'mappings',
  'protectedItems',
  'recoveryPlans',
  'jobs',
  'events',
  'imports',
  'azureVms',
  'azureResources',
] as const
export const listKind = z.enum(listKinds)
export type ListKind = z.infer<typeof listKind>

export const cell = z.union([z.string(), z.number(), z.null()])
export type Cell = z.infer<typeof cell>

/** How a cell is shown; figures are right-aligned, null prints "-". */
export const cellFormat = z.enum([
  'text',
  'count',
  'bytes',
  'percent',
  'instantLab',
  'instantWall',
  'durationMs',
  'verdict',
  'vmState',
  'jobStatus',
  'hostStatus',
  'health',
  'severity',
  'yesNo',
])
export type CellFormat = z.infer<typeof cellFormat>

export const column = z.object({
  field: z.string(),
  label: z.string(),
  format: cellFormat,
  /** Pixels at 100 %. */
  width: z.int(),
  /** Shown without the column chooser. */
  shown: z.boolean(),
  sortable: z.boolean(),
})
export type Column = z.infer<typeof column>

/** Which part of the estate a list is limited to: a node of a navigation tree. */
export const scope = z.object({
  kind: z.enum(['all', 'hostGroup', 'cluster', 'host', 'cloud', 'vmNetwork', 'vault']),
  id: rowId.optional(),
})
export type Scope = z.infer<typeof scope>

export const listQuery = z.object({
  kind: listKind,
  scope: scope.default({ kind: 'all' }),
  /** The filter language; '' = everything. */
  where: z.string().max(4000).default(''),
  sort: z
    .array(z.object({ field: z.string(), descending: z.boolean() }))
    .max(4)
    .default([]),
})
export type ListQuery = z.input<typeof listQuery>

/** One loop instead of a schema a cell: rows come by the hundred, and each answer is checked on both sides of the port. */
const areCells = (value: unknown): value is Record<string, Cell> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  for (const one of Object.values(value)) if (typeof one !== 'string' && one !== null && !Number.isFinite(one)) return false
  return true
}

export const listRow = z.object({ id: rowId, cells: z.custom<Record<string, Cell>>(areCells, 'cells are texts, figures or null') })
export type ListRow = z.infer<typeof listRow>

export const listWindow = z.object({
  /** Rows that pass the filter. */
  total: z.int(),
  /** Rows in the scope without the filter. */
  scopeTotal: z.int(),
  offset: z.int(),
  rows: z.array(listRow),
  revision: z.int(),
})

export const treeNode: z.ZodType<TreeNode> = z.object({
  /** Stable between loads: "hostGroup:3". */
  id: z.string(),
  label: z.string(),
  icon: z.string(),
  /** Equal to the number of rows of the list it opens; null where a node only groups. */
  count: z.int().nullable(),
  list: z.object({ kind: listKind, scope, where: z.string() }).nullable(),
  get children() {
    return z.array(treeNode)
  },
}) as z.ZodType<TreeNode>
export interface TreeNode {
  id: string
  label: string
  icon: string
  count: number | null
  list: { kind: ListKind; scope: Scope; where: string } | null
  children: TreeNode[]
}

/** An object of a list, to be opened. */
export const objectLink = z.object({ kind: listKind, id: rowId })
export type ObjectLink = z.infer<typeof objectLink>

/** Where a shown value came from: "vms.csv line 812, 12 May 2026" or "anna, 13 May 2026". */
export const fact = z.object({
  label: z.string(),
  value: cell,
  format: cellFormat,
  origin: z.string().nullable(),
  /** Field to pass to `inventory.edit`, when the user may change it. */
  edit: z.string().nullable(),
  /** The object that the value names, when it is in the lab. */
  link: objectLink.nullable().optional(),
})
export const detailBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('facts'), title: z.string().nullable(), facts: z.array(fact) }),
  z.object({
    kind: z.literal('table'),
    title: z.string().nullable(),
    columns: z.array(z.object({ field: z.string(), label: z.string(), format: cellFormat })),
    rows: z.array(listRow),
    empty: z.string(),
    /** The list whose objects the rows are; their first column opens them. */
    opens: listKind.optional(),
  }),
  /** Why a job failed or was cut off. `copy` is the whole of it as text. */
  z.object({
    kind: z.literal('error'),
    intent: z.enum(['error', 'warning', 'info']),
    code: z.string(),
    message: z.string(),
    causes: z.array(z.string()),
    recommendation: z.string().nullable(),
    copy: z.string(),
  }),
  /** The change tracking of a job, read window by window with `jobs.changes`. */
  z.object({ kind: z.literal('changes'), jobId: rowId, empty: z.string() }),
  z.object({ kind: z.literal('findings'), rulePack: z.string(), findings: z.array(finding), empty: z.string() }),
])
export const details = z.object({
  kind: listKind,
  id: rowId,
  title: z.string(),
  icon: z.string(),
  tabs: z.array(z.object({ id: z.string(), title: z.string(), count: z.int().nullable(), blocks: z.array(detailBlock) })),
  /** What can be done with it, by the id of the command; with the reason where it can't. */
  actions: z.array(z.object({ command: z.string(), reason: z.string().nullable() })).optional(),
})
export type Details = z.infer<typeof details>
export type DetailBlock = z.infer<typeof detailBlock>

/** What can be filtered by, for completion. */
export const filterField = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(['text', 'number', 'bytes', 'duration', 'flag', 'choice']),
  values: z.array(z.string()),
})

/** Ids that one call gives at most. */
const idsAtOnce = 100_000

export const inventory = area('engine', 'inventory', {
  columns: call(z.object({ kind: listKind }), z.array(column)),
  filterFields: call(z.object({ kind: listKind }), z.array(filterField)),
  /** The terms of a filter that must all hold, for the chips; joining the others by " AND " removes one. Rejects with `filter-syntax`. */
  filterTerms: call(z.object({ kind: listKind, where: z.string().max(4000) }), z.array(z.string())),
  window: call(z.object({ query: listQuery, offset: z.int().nonnegative(), limit: z.int().min(0).max(500) }), listWindow),
  /** Ids of rows in the order of the list: what a selection of many thousand is made of. */
  ids: call(z.object({ query: listQuery, offset: z.int().nonnegative(), limit: z.int().min(0).max(idsAtOnce) }), z.array(rowId)),
  /** Position of a row in a list, or null when the filter hides it (to keep the selection after a reload). */
  indexOf: call(z.object({ query: listQuery, id: rowId }), z.int().nullable()),
  /** Rows as tab-separated text with a heading line, for the clipboard. */
  copyRows: call(z.object({ query: listQuery, ids: z.array(rowId).max(100_000) }), z.object({ text: z.string(), rows: z.int() })),
  tree: call(z.object({ workspace: z.enum(['vms', 'fabric', 'jobs', 'settings', 'recovery']) }), z.array(treeNode)),
  details: call(z.object({ kind: listKind, id: rowId }), details),
  /** Counts of the whole lab for the Overview and the status bar. */
  totals: call(
    z.undefined(),
    z.object({
      vms: z.int(),
      hosts: z.int(),
      clouds: z.int(),
      vmNetworks: z.int(),
      disks: z.int(),
      adapters: z.int(),
      protectedItems: z.int(),
      ready: z.int(),
      warnings: z.int(),
      notReady: z.int(),
      unknown: z.int(),
      vaults: z.int(),
      recoveryPlans: z.int(),
    }),
  ),
  /** Sets one field of one row by hand; the value survives later imports. */
  edit: call(z.object({ kind: z.enum(['vms', 'hosts', 'clouds']), id: rowId, field: z.string(), value: cell }), z.object({ jobId: rowId })),
  /** `played` = the clock brought it: states, jobs and events of replication, at most once a second; nothing of the inventory. */
  changed: event(z.object({ revision: z.int(), played: z.boolean().default(false) })),
})

const { columns, filterFields, filterTerms, window, ids, indexOf, copyRows, tree, totals } = inventory.members
/** What a window shows first: answered while the engine still loads the rest of the contract. */
export const listCalls = area('engine', 'inventory', { columns, filterFields, filterTerms, window, ids, indexOf, copyRows, tree, totals })
export type ListCalls = typeof listCalls
