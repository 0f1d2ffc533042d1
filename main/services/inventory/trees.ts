import type { Database } from 'better-sqlite3'
import type { ListKind, TreeNode } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { countEvents } from './event-count.ts'
import { hostTree } from './host-tree.ts'
import { countSql, whereClause } from './list-reader.ts'
import { lists } from './lists.ts'
import { recoveryJobs } from './lists-events.ts'

export type Workspace = 'vms' | 'fabric' | 'jobs' | 'settings' | 'recovery'

/** The navigation tree of a workspace, in VMM's order; a node's count is the length of the list it opens. */
export const workspaceTree = (db: Database, workspace: Workspace): TreeNode[] => trees[workspace](db)

const listNode = (
  db: Database,
  id: string,
  label: string,
  icon: string,
  kind: ListKind,
  where = '',
  children: TreeNode[] = [],
): TreeNode => ({
  id,
  label,
  icon,
  count: countOf(db, kind, where),
  list: { kind, scope: { kind: 'all' }, where },
  children,
})

const countOf = (db: Database, kind: ListKind, where: string): number => {
  if (kind === 'events' && where === '') return countEvents(db)
  const spec = lists[kind]
  const compiled = whereClause(spec, { kind: 'all' }, where)
  return db
    .prepare(countSql(spec, compiled.sql))
    .pluck()
    .get(...compiled.params) as number
}

const groupNode = (id: string, label: string, icon: string, children: TreeNode[]): TreeNode => ({
  id,
  label,
  icon,
  count: null,
  list: null,
  children,
})
const pageNode = (page: string, label: string, icon: string): TreeNode => ({
  id: `page:${page}`,
  label,
  icon,
  count: null,
  list: null,
  children: [],
})

const cloudNodes = (db: Database): TreeNode[] =>
  (
    db
      .prepare(
        `SELECT c.id, c.name, coalesce(n.vms, 0) AS vms FROM cloud c LEFT JOIN (SELECT cloud_id, count(*) AS vms FROM vm GROUP BY cloud_id) n ON n.cloud_id = c.id
         ORDER BY c.name COLLATE NOCASE, c.id`,
      )
      .all() as { id: number; name: string; vms: number }[]
  ).map(({ id, name, vms }) => ({
    id: `cloud:${id}`,
    label: name,
    icon: 'cloud',
    count: vms,
    list: { kind: 'vms' as const, scope: { kind: 'cloud' as const, id }, where: '' },
    children: [],
  }))

const trees: Readonly<Record<Workspace, (db: Database) => TreeNode[]>> = {
  vms: (db) => [
    listNode(db, 'clouds', t('Clouds'), 'clouds', 'vms', 'cloud:*', cloudNodes(db)),
    listNode(db, 'vmNetworks', t('VM Networks'), 'vmNetwork', 'vmNetworks'),
    hostTree(db, 'vms'),
  ],
  fabric: (db) => [
    groupNode('servers', t('Servers'), 'servers', [
      hostTree(db, 'hosts'),
      listNode(db, 'clusters', t('Clusters'), 'cluster', 'clusters'),
      listNode(db, 'hostGroups', t('Host groups'), 'hostGroup', 'hostGroups'),
      groupNode('infrastructure', t('Infrastructure'), 'infrastructure', [
        listNode(db, 'vmmServers', t('VMM Server'), 'vmmServer', 'vmmServers'),
      ]),
    ]),
    groupNode('networking', t('Networking'), 'networking', [
      listNode(db, 'logicalNetworks', t('Logical Networks'), 'logicalNetwork', 'logicalNetworks'),
    ]),
    listNode(db, 'fabricClouds', t('Clouds'), 'clouds', 'clouds'),
  ],
  jobs: (db) => [
    listNode(db, 'running', t('Running'), 'job', 'jobs', 'status:running'),
    listNode(db, 'history', t('History'), 'job', 'jobs'),
    listNode(db, 'failed', t('Failed 24 h'), 'job', 'jobs', '(status:failed OR status:interrupted) AND age<=24h'),
    listNode(db, 'waiting', t('Waiting for input'), 'job', 'jobs', 'status:waiting'),
    listNode(db, 'imports', t('Imports'), 'import', 'imports'),
  ],
  settings: (db) => [
    groupNode('security', t('Security'), 'security', [
      listNode(db, 'runAsAccounts', t('Run As Accounts'), 'runAsAccount', 'runAsAccounts'),
      pageNode('passwords', t('Passwords and keychain'), 'security'),
    ]),
    pageNode('rule-packs', t('Rule packs'), 'readiness'),
  ],
  recovery: (db) => [
    pageNode('overview', t('Overview'), 'overview'),
    pageNode('getting-started', t('Getting Started'), 'gettingStarted'),
    groupNode('protectedItems', t('Protected Items'), 'protectedItem', [
      listNode(db, 'replicatedItems', t('Replicated Items'), 'protectedItem', 'protectedItems'),
    ]),
    listNode(db, 'recoveryPlans', t('Recovery Plans'), 'recoveryPlan', 'recoveryPlans'),
    groupNode('recoveryJobs', t('Jobs'), 'job', [listNode(db, 'siteRecoveryJobs', t('Site Recovery jobs'), 'job', 'jobs', recoveryJobs)]),
    groupNode('alerts', t('Alerts and Events'), 'event', [
      listNode(db, 'siteRecoveryEvents', t('Site Recovery Events'), 'event', 'events'),
    ]),
    groupNode('siteRecoveryInfrastructure', t('Site Recovery Infrastructure'), 'infrastructure', [
      listNode(db, 'recoveryServers', t('Servers'), 'vmmServer', 'vmmServers', 'registered:yes'),
      listNode(db, 'recoveryHosts', t('Hyper-V hosts'), 'host', 'hosts'),
      listNode(db, 'mappings', t('Network mappings'), 'mapping', 'mappings'),
      listNode(db, 'policies', t('Replication policies'), 'policy', 'policies'),
    ]),
    groupNode('azureTarget', 'Azure', 'azure', [
      listNode(db, 'azureVms', t('Virtual machines'), 'vm', 'azureVms'),
      listNode(db, 'azureResources', t('All resources'), 'resources', 'azureResources'),
      listNode(db, 'vaults', t('Recovery Services vaults'), 'vault', 'vaults'),
      listNode(db, 'storageAccounts', t('Storage accounts'), 'storageAccount', 'storageAccounts'),
      listNode(db, 'azureNetworks', t('Virtual networks'), 'azureNetwork', 'azureNetworks'),
    ]),
    groupNode('planning', t('Planning'), 'plan', [pageNode('plan', t('Plan'), 'plan'), pageNode('readiness', t('Readiness'), 'readiness')]),
  ],
}
