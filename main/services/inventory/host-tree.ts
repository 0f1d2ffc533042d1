import type { Database } from 'better-sqlite3'
import type { ListKind, TreeNode } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { groupBy } from '../../domain/group-by.ts'

interface GroupRow {
  id: number
  parent_id: number | null
  name: string
}
interface PlaceRow {
  id: number
  name: string
  group_id: number | null
}
interface HostRow extends PlaceRow {
  cluster_id: number | null
  vms: number
}

/** All Hosts > host groups > clusters > hosts; each node counts machines (`vms`) or hosts, with all below it. */
export const hostTree = (db: Database, kind: Extract<ListKind, 'vms' | 'hosts'>): TreeNode => {
  const groups = db.prepare('SELECT id, parent_id, name FROM host_group ORDER BY name COLLATE NOCASE, id').all() as GroupRow[]
  const clusters = db
    .prepare('SELECT id, name, host_group_id AS group_id FROM host_cluster ORDER BY name COLLATE NOCASE, id')
    .all() as PlaceRow[]
  const hosts = db
    .prepare(
      `SELECT h.id, h.name, h.host_group_id AS group_id, h.host_cluster_id AS cluster_id, coalesce(n.vms, 0) AS vms FROM host h
       LEFT JOIN (SELECT host_id, count(*) AS vms FROM vm GROUP BY host_id) n ON n.host_id = h.id ORDER BY h.name COLLATE NOCASE, h.id`,
    )
    .all() as HostRow[]

  const count = (list: readonly HostRow[]) => (kind === 'vms' ? list.reduce((sum, host) => sum + host.vms, 0) : list.length)
  const hostsOfGroup = groupBy(hosts, (host) => host.group_id)
  const hostsOfCluster = groupBy(hosts, (host) => host.cluster_id)
  const groupsOfParent = groupBy(groups, (group) => group.parent_id)

  const hostNode = (host: HostRow): TreeNode => ({
    id: `host:${host.id}`,
    label: host.name,
    icon: 'host',
    count: kind === 'vms' ? host.vms : 1,
    list: { kind, scope: { kind: 'host', id: host.id }, where: '' },
    children: [],
  })
  const clusterNode = (cluster: PlaceRow): TreeNode => {
    const nodes = hostsOfCluster.get(cluster.id) ?? []
    return {
      id: `cluster:${cluster.id}`,
      label: cluster.name,
      icon: 'cluster',
      count: count(nodes),
      list: { kind, scope: { kind: 'cluster', id: cluster.id }, where: '' },
      children: nodes.map(hostNode),
    }
  }
  // A cluster stands where it belongs, or where its first host is when the source did not say.
  const placeOf = (cluster: PlaceRow) => cluster.group_id ?? hostsOfCluster.get(cluster.id)?.[0]?.group_id ?? null
  const clustersOfGroup = groupBy(clusters, placeOf)
  const placed = (group: number | null): TreeNode[] => [
    ...(clustersOfGroup.get(group) ?? []).map(clusterNode),
    ...(hostsOfGroup.get(group) ?? []).filter((host) => host.cluster_id === null).map(hostNode),
  ]
  // A parent chain that bites its tail (a damaged lab) must not hang the console.
  const visited = new Set<number>()
  const below = (group: GroupRow): HostRow[] => [
    ...(hostsOfGroup.get(group.id) ?? []),
    ...(groupsOfParent.get(group.id) ?? []).filter((child) => child.id !== group.id).flatMap(below),
  ]
  const groupNode = (group: GroupRow): TreeNode[] => {
    if (visited.has(group.id)) return []
    visited.add(group.id)
    return [
      {
        id: `hostGroup:${group.id}`,
        label: group.name,
        icon: 'hostGroup',
        count: count(below(group)),
        list: { kind, scope: { kind: 'hostGroup', id: group.id }, where: '' },
        children: [...(groupsOfParent.get(group.id) ?? []).flatMap(groupNode), ...placed(group.id)],
      },
    ]
  }

  // VMM's own root is a group called All Hosts: it is this node, not a second one below it.
  const roots = groupsOfParent.get(null) ?? []
  const top = roots.filter((group) => group.name.toLowerCase() === 'all hosts')
  for (const group of top) visited.add(group.id)
  const children = [
    ...top.flatMap((group) => (groupsOfParent.get(group.id) ?? []).flatMap(groupNode)),
    ...roots.filter((group) => !top.includes(group)).flatMap(groupNode),
    ...top.flatMap((group) => placed(group.id)),
    ...placed(null),
  ]
  return {
    id: 'allHosts',
    label: t('All Hosts'),
    icon: 'allHosts',
    // every machine, also one that VMM lists without a host, so that none is out of reach
    count: kind === 'vms' ? (db.prepare('SELECT count(*) FROM vm').pluck().get() as number) : hosts.length,
    list: { kind, scope: { kind: 'all' }, where: '' },
    children,
  }
}
