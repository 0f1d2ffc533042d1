import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createImportService } from '../../main/services/import/import-service.ts'
import type { LabStore } from '../../main/services/lab/lab-store.types.ts'
import { labFolder } from './lab.ts'

/** Labs and files for tests of imports. */
export const importBench = () => {
  const labs = labFolder()
  let files = 0
  const path = (name: string): string => join(labs.folder, name)
  return {
    ...labs,
    service: (store: LabStore) => createImportService({ store, wall: Date.now, actor: 'anna', rejectsFolder: labs.folder }),
    /** Writes a file to import. */
    file(content: string | Uint8Array, name = `file-${files++}.csv`): { path: string; name: string } {
      writeFileSync(path(name), content)
      return { path: path(name), name }
    },
    at: (file: string) => ({ path: file, name: basename(file) }),
  }
}

/** Machines as an export of the two shapes tells them, without ids of rows and without lineage. */
export const machines = (store: LabStore): unknown[] => {
  const vms = store.db
    .prepare(
      `SELECT vm.*, host.name AS host, cloud.name AS cloud, host_group.path AS host_group, host_cluster.name AS cluster, vmm_server.name AS server,
         host.vmm_id AS host_vmm_id
       FROM vm LEFT JOIN host ON host.id = vm.host_id LEFT JOIN cloud ON cloud.id = vm.cloud_id
         LEFT JOIN host_group ON host_group.id = host.host_group_id LEFT JOIN host_cluster ON host_cluster.id = host.host_cluster_id
         LEFT JOIN vmm_server ON vmm_server.id = vm.vmm_server_id
       ORDER BY vm.name, host.name, vm.vmm_id`,
    )
    .all() as Record<string, unknown>[]
  const disks = store.db.prepare('SELECT * FROM virtual_disk WHERE vm_id = ? ORDER BY ordinal')
  const adapters = store.db.prepare(
    `SELECT network_adapter.*, vm_network.name AS network, vm_subnet.name AS subnet, logical_network.name AS logical FROM network_adapter
       LEFT JOIN vm_network ON vm_network.id = network_adapter.vm_network_id LEFT JOIN vm_subnet ON vm_subnet.id = network_adapter.vm_subnet_id
       LEFT JOIN logical_network ON logical_network.id = vm_network.logical_network_id
     WHERE vm_id = ? ORDER BY network_adapter.ordinal`,
  )
  /** Row ids, lineage, and what neither shape carries. */
  const hidden = /^(id|vm_id|origin_.*|field_origins|host_id|cloud_id|vmm_server_id|vm_network_id|vm_subnet_id|checkpoint_count|is_teamed)$/
  const shown = (row: unknown) => Object.fromEntries(Object.entries(row as object).filter(([column]) => !hidden.test(column)))
  return vms.map((vm) => ({ ...shown(vm), disks: disks.all(vm.id).map(shown), adapters: adapters.all(vm.id).map(shown) }))
}

export const count = (store: LabStore, table: string): number => store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
