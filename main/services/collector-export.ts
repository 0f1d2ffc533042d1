import { open } from 'node:fs/promises'
import type { Database } from 'better-sqlite3'
import type { LineKind } from '../domain/collector/fields.ts'
import { endLine, headerLine } from '../domain/collector/header.ts'
import { type Columns, type Lists, lineText } from '../domain/collector/write-line.ts'
import { groupBy } from '../domain/group-by.ts'

/** Machines read from the lab at a time. */
const pageSize = 500

/**
 * Writes the on-premises inventory of a lab as the collector would have collected it from VMM: UTF-8 without a byte order
 * mark. An existing file is replaced. Run As accounts go without their passwords.
 */
export const exportCollector = async (db: Database, file: string): Promise<{ files: string[] }> => {
  const counts: Record<string, number> = {}
  let lines = 1
  const line = (kind: LineKind, columns: Columns, lists?: Lists): string => {
    lines++
    counts[kind] = (counts[kind] ?? 0) + 1
    return `${lineText(kind, columns, lists)}\n`
  }
  const server = db.prepare('SELECT name FROM vmm_server ORDER BY id').pluck().get() as string | undefined
  const clock = db.prepare('SELECT clock_ms FROM lab').pluck().get() as number
  const out = await open(file, 'w')
  try {
    await out.write(`${headerLine({ mode: 'vmm', collectedAt: new Date(clock).toISOString(), server: server ?? 'VMM' })}\n`)
    await out.write(fabricLines(db, line).join(''))
    for (const page of machinePages(db)) await out.write(page.map((vm) => line('vm', vm.columns, { parts: vm.parts })).join(''))
    await out.write(`${endLine(lines, counts)}\n`)
  } finally {
    await out.close()
  }
  return { files: [file] }
}

type WriteLine = (kind: LineKind, columns: Columns, lists?: Lists) => string

/** Everything but the machines, what is named before what names it. */
const fabricLines = (db: Database, line: WriteLine): string[] => {
  const all = (sql: string): Columns[] => db.prepare<[], Record<string, unknown>>(sql).all()
  const grouped = (sql: string, by: string): ((id: unknown) => Columns[]) => {
    const groups = groupBy(all(sql), (row) => row[by])
    return (id) => groups.get(id) ?? []
  }
  const volumes = grouped('SELECT * FROM host_volume ORDER BY id', 'host_id')
  const subnets = grouped('SELECT * FROM vm_subnet ORDER BY ordinal, id', 'vm_network_id')
  const groupsOf = grouped(
    'SELECT l.cloud_id, g.path FROM cloud_host_group l JOIN host_group g ON g.id = l.host_group_id ORDER BY l.id',
    'cloud_id',
  )
  const networksOf = grouped(
    'SELECT l.cloud_id, n.name FROM cloud_logical_network l JOIN logical_network n ON n.id = l.logical_network_id ORDER BY l.id',
    'cloud_id',
  )
  const simple = (kind: LineKind, sql: string): string[] => all(sql).map((row) => line(kind, row))
  return [
    ...simple('vmmServer', 'SELECT name, product_version FROM vmm_server ORDER BY id'),
    ...simple('runAsAccount', 'SELECT name, user_name, description, enabled FROM run_as_account ORDER BY id'),
    ...simple('hostGroup', 'SELECT path FROM host_group ORDER BY id'),
    ...simple(
      'cluster',
      'SELECT k.*, g.path AS hostGroup FROM host_cluster k LEFT JOIN host_group g ON g.id = k.host_group_id ORDER BY k.id',
    ),
    ...all(
      `SELECT h.*, h.vmm_id AS vmmId, g.path AS groupPath, k.name AS cluster FROM host h LEFT JOIN host_group g ON g.id = h.host_group_id
         LEFT JOIN host_cluster k ON k.id = h.host_cluster_id ORDER BY h.id`,
    ).map((host) => line('host', host, { parts: { volumes: volumes(host.id) } })),
    ...simple('logicalNetwork', 'SELECT name FROM logical_network ORDER BY id'),
    ...all(
      `SELECT n.*, l.name AS logicalNetwork FROM vm_network n LEFT JOIN logical_network l ON l.id = n.logical_network_id ORDER BY n.id`,
    ).map((network) => line('vmNetwork', network, { parts: { subnets: subnets(network.id) } })),
    ...all('SELECT * FROM cloud ORDER BY id').map((cloud) =>
      line('cloud', cloud, {
        names: {
          hostGroups: groupsOf(cloud.id).map(({ path }) => String(path)),
          logicalNetworks: networksOf(cloud.id).map(({ name }) => String(name)),
        },
      }),
    ),
  ]
}

interface Machine {
  readonly columns: Columns
  readonly parts: { disks: Columns[]; adapters: Columns[] }
}

function* machinePages(db: Database): Generator<Machine[]> {
  const machines = db.prepare<[number, number], Record<string, unknown>>(
    `SELECT vm.*, host.name AS host, cloud.name AS cloud FROM vm LEFT JOIN host ON host.id = vm.host_id LEFT JOIN cloud ON cloud.id = vm.cloud_id
     WHERE vm.id > ? ORDER BY vm.id LIMIT ?`,
  )
  const disks = db.prepare<[unknown], Record<string, unknown>>('SELECT * FROM virtual_disk WHERE vm_id = ? ORDER BY ordinal')
  const adapters = db.prepare<[unknown], Record<string, unknown>>(
    `SELECT a.*, n.name AS network, s.name AS subnet, l.name AS logicalNetwork FROM network_adapter a LEFT JOIN vm_network n ON n.id = a.vm_network_id
       LEFT JOIN vm_subnet s ON s.id = a.vm_subnet_id LEFT JOIN logical_network l ON l.id = n.logical_network_id
     WHERE a.vm_id = ? ORDER BY a.ordinal`,
  )
  for (let last = 0; ; ) {
    const rows = machines.all(last, pageSize)
    if (rows.length === 0) return
    last = Number(rows.at(-1)?.id)
    yield rows.map((columns) => ({ columns, parts: { disks: disks.all(columns.id), adapters: adapters.all(columns.id) } }))
  }
}
