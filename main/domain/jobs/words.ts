import type { CellFormat, ListKind } from '../../../preload/contract/inventory.ts'

/** How a column of the lab is called on screen. A plain text is its label; `null` is the console's own business. */
export type Word = string | null | { label: string; format?: CellFormat; refers?: string; words?: Readonly<Record<string, string>> }

export interface TableWords {
  /** "Virtual machine". */
  type: string
  /** The list that shows its rows; null where they are parts of other objects. */
  list: ListKind | null
  /** The row that it is a part of: "Disk 1 of SQL01". */
  part?: { column: string; table: string }
  /** Columns that name the row, the first that is filled; references are named by what they refer to. */
  name: readonly string[]
  columns: Readonly<Record<string, Word>>
}

const bytes = (label: string): Word => ({ label, format: 'bytes' })
const yesNo = (label: string): Word => ({ label, format: 'yesNo' })
const percent = (label: string): Word => ({ label, format: 'percent' })
const ref = (label: string, refers: string): Word => ({ label, refers })
const one = (label: string, words: Readonly<Record<string, string>>): Word => ({ label, words })

const models = { 'resource-manager': 'Resource Manager', classic: 'Classic' }
const systems = { windows: 'Windows', linux: 'Linux' }

/**
 * Captions of labels-vmm.md and labels-asr.md for everything that the change log covers. A column that stands nowhere here is
 * shown under its own name made readable, so that nothing that changed is ever hidden.
 */
export const tableWords: Readonly<Record<string, TableWords>> = {
  lab: { type: 'Lab', list: null, name: ['name'], columns: { name: 'Name', rule_pack: 'Rules', time_zone: 'Time zone', seed: 'Seed' } },
  run_as_account: {
    type: 'Run As account',
    list: 'runAsAccounts',
    name: ['name'],
    columns: {
      name: 'Name',
      user_name: 'User name',
      description: 'Description',
      keychain_ref: 'Keychain entry',
      enabled: yesNo('Enabled'),
      restart_pending_wall_ms: { label: 'VMM service restart due since', format: 'instantWall' },
    },
  },
  vmm_server: {
    type: 'VMM server',
    list: 'vmmServers',
    name: ['name'],
    columns: {
      name: 'Name',
      product_version: 'Version',
      friendly_name: 'Friendly name',
      registered_lab_ms: { label: 'Registered', format: 'instantLab' },
      sync_clouds: one('Clouds to synchronize', { all: 'All', chosen: 'Chosen ones' }),
      connection: one('Connection', { direct: 'Direct', proxy: 'Proxy' }),
      proxy_address: 'Proxy address',
      proxy_port: 'Proxy port',
      proxy_run_as_account_id: ref('Proxy Run As account', 'run_as_account'),
      microsoft_update: yesNo('Microsoft Update'),
      certificate_folder: 'Certificate folder',
      registration_key_file: 'Registration key',
      registration_key_generated_on: 'Registration key generated on',
    },
  },
  host_group: {
    type: 'Host group',
    list: 'hostGroups',
    name: ['name'],
    columns: { name: 'Name', path: 'Path', parent_id: ref('Parent host group', 'host_group') },
  },
  host_cluster: {
    type: 'Cluster',
    list: 'clusters',
    name: ['name'],
    columns: { name: 'Name', host_group_id: ref('Host group', 'host_group'), has_replica_broker: yesNo('Replica Broker') },
  },
  host: {
    type: 'Host',
    list: 'hosts',
    name: ['name'],
    columns: {
      name: 'Name',
      vmm_server_id: ref('VMM server', 'vmm_server'),
      vmm_id: 'VMM ID',
      host_group_id: ref('Host group', 'host_group'),
      host_cluster_id: ref('Cluster', 'host_cluster'),
      os_name: 'Operating System',
      status: 'Host Status',
      logical_cpu_count: 'Cores',
      memory_bytes: bytes('Total memory'),
      available_memory_bytes: bytes('Available Memory'),
      cpu_percent: percent('CPU Average'),
      agent_version: 'Agent',
    },
  },
  host_volume: {
    type: 'Volume',
    list: null,
    part: { column: 'host_id', table: 'host' },
    name: ['name'],
    columns: { name: 'Name', capacity_bytes: bytes('Capacity'), free_bytes: bytes('Free'), is_csv: yesNo('CSV') },
  },
  cloud: {
    type: 'Cloud',
    list: 'clouds',
    name: ['name'],
    columns: {
      name: 'Name',
      vmm_server_id: ref('VMM server', 'vmm_server'),
      vmm_id: 'VMM ID',
      description: 'Description',
      sent_to_vault: yesNo('Sent to vault'),
    },
  },
  cloud_host_group: {
    type: 'Host group of a cloud',
    list: null,
    part: { column: 'cloud_id', table: 'cloud' },
    name: ['host_group_id'],
    columns: { host_group_id: ref('Host group', 'host_group') },
  },
  cloud_logical_network: {
    type: 'Logical network of a cloud',
    list: null,
    part: { column: 'cloud_id', table: 'cloud' },
    name: ['logical_network_id'],
    columns: { logical_network_id: ref('Logical network', 'logical_network') },
  },
  logical_network: { type: 'Logical network', list: 'logicalNetworks', name: ['name'], columns: { name: 'Name' } },
  vm_network: {
    type: 'VM network',
    list: 'vmNetworks',
    name: ['name'],
    columns: {
      name: 'Name',
      vmm_server_id: ref('VMM server', 'vmm_server'),
      logical_network_id: ref('Logical network', 'logical_network'),
    },
  },
  vm_subnet: {
    type: 'Subnet',
    list: null,
    part: { column: 'vm_network_id', table: 'vm_network' },
    name: ['name'],
    columns: { ordinal: null, name: 'Name', address_range: 'Address range', vlan: 'VLAN' },
  },
  vm: {
    type: 'Virtual machine',
    list: 'vms',
    name: ['name'],
    columns: {
      name: 'Name',
      vmm_server_id: ref('VMM server', 'vmm_server'),
      vmm_id: 'VMM ID',
      bios_guid: 'BIOS GUID',
      computer_name: 'Computer name',
      host_id: ref('Host', 'host'),
      cloud_id: ref('Cloud', 'cloud'),
      cloud_told: null,
      state: 'Virtual Machine State',
      status: 'Status',
      generation: 'Generation',
      secure_boot: yesNo('Secure boot'),
      os_name: 'Operating System',
      os_family: one('OS family', systems),
      os_architecture: one('Architecture', { x64: '64-bit', x86: '32-bit' }),
      cpu_count: 'CPU',
      memory_bytes: bytes('Memory'),
      dynamic_memory: yesNo('Dynamic memory'),
      dynamic_memory_maximum_bytes: bytes('Maximum memory'),
      is_highly_available: yesNo('Highly available'),
      has_shared_storage: yesNo('Shared storage'),
      has_passthrough_disk: yesNo('Pass-through disk'),
      has_virtual_fibre_channel: yesNo('Virtual Fibre Channel'),
      is_template: yesNo('Template'),
      integration_services: 'Integration services',
      checkpoint_count: 'Checkpoints',
      cpu_percent: percent('CPU Average'),
      owner: 'Owner',
      user_role: 'User Role',
      availability_set: 'Availability Set Name',
      tag: 'Tag',
      description: 'Description',
      location: 'Location',
      created_wall_ms: { label: 'Created', format: 'instantWall' },
      total_size_bytes: bytes('Total size'),
    },
  },
  virtual_disk: {
    type: 'Virtual disk',
    list: null,
    part: { column: 'vm_id', table: 'vm' },
    name: ['name'],
    columns: {
      ordinal: null,
      name: 'Name',
      path: 'Path',
      bus_type: 'Bus type',
      bus: 'Bus',
      lun: 'LUN',
      size_bytes: bytes('Size'),
      used_bytes: bytes('Used'),
      vhd_type: one('Type', { fixed: 'Fixed', dynamic: 'Dynamic', differencing: 'Differencing' }),
      vhd_format: one('Format', { vhd: 'VHD', vhdx: 'VHDX' }),
      host_volume: 'Volume',
      written_bytes_per_day: bytes('Written a day'),
      peak_write_bytes_per_second: bytes('Busiest writes a second'),
      write_sampled_seconds: 'Seconds sampled',
      is_os: yesNo('OS disk'),
      is_shared: yesNo('Shared'),
      is_passthrough: yesNo('Pass-through'),
    },
  },
  network_adapter: {
    type: 'Network adapter',
    list: null,
    part: { column: 'vm_id', table: 'vm' },
    name: ['name'],
    columns: {
      ordinal: null,
      name: 'Name',
      mac_address: 'MAC address',
      vm_network_id: ref('VM network', 'vm_network'),
      vm_subnet_id: ref('Subnet', 'vm_subnet'),
      ip_mode: one('IP mode', { static: 'Static', dhcp: 'DHCP' }),
      ip_addresses: 'IP addresses',
      vlan: 'VLAN',
      is_teamed: yesNo('Teamed'),
    },
  },
  subscription: { type: 'Subscription', list: null, name: ['name'], columns: { name: 'Name', azure_id: 'Subscription ID' } },
  resource_group: {
    type: 'Resource group',
    list: null,
    name: ['name'],
    columns: { subscription_id: ref('Subscription', 'subscription'), name: 'Name', region: 'Region' },
  },
  vault: {
    type: 'Recovery Services vault',
    list: 'vaults',
    name: ['name'],
    columns: {
      subscription_id: ref('Subscription', 'subscription'),
      resource_group_id: ref('Resource group', 'resource_group'),
      name: 'Name',
      region: 'Region',
      pinned: yesNo('Pinned to dashboard'),
      deployment_model: one('Deployment model', models),
    },
  },
  storage_account: {
    type: 'Storage account',
    list: 'storageAccounts',
    name: ['name'],
    columns: {
      subscription_id: ref('Subscription', 'subscription'),
      resource_group_id: ref('Resource group', 'resource_group'),
      name: 'Name',
      region: 'Region',
      account_type: 'Type',
      deployment_model: one('Deployment model', models),
    },
  },
  azure_network: {
    type: 'Virtual network',
    list: 'azureNetworks',
    name: ['name'],
    columns: {
      subscription_id: ref('Subscription', 'subscription'),
      resource_group_id: ref('Resource group', 'resource_group'),
      name: 'Name',
      region: 'Region',
      address_range: 'Address range',
      deployment_model: one('Deployment model', models),
    },
  },
  azure_subnet: {
    type: 'Subnet of a virtual network',
    list: null,
    part: { column: 'azure_network_id', table: 'azure_network' },
    name: ['name'],
    columns: { ordinal: null, name: 'Name', address_range: 'Address range' },
  },
  policy: {
    type: 'Replication policy',
    list: 'policies',
    name: ['name'],
    columns: {
      vault_id: ref('Vault', 'vault'),
      name: 'Name',
      copy_frequency_seconds: one('Copy frequency', { 30: '30 seconds', 300: '5 minutes', 900: '15 minutes' }),
      retention_hours: 'Recovery point retention in hours',
      app_consistent_hours: 'App-consistent snapshot frequency in hours',
      initial_replication_start: one('Initial replication start time', { immediately: 'Immediately' }),
      encrypt: yesNo('Encrypt data stored in Azure'),
    },
  },
  policy_cloud: {
    type: 'Cloud of a policy',
    list: null,
    part: { column: 'policy_id', table: 'policy' },
    name: ['cloud_id'],
    columns: { cloud_id: ref('Cloud', 'cloud') },
  },
  network_mapping: {
    type: 'Network mapping',
    list: 'mappings',
    name: ['vm_network_id'],
    columns: {
      vault_id: ref('Vault', 'vault'),
      vm_network_id: ref('Source network', 'vm_network'),
      azure_network_id: ref('Target network', 'azure_network'),
    },
  },
  capacity_settings: {
    type: 'Capacity settings',
    list: null,
    name: [],
    columns: {
      planner_done: one('Capacity planner run', { yes: 'Yes', later: 'Later' }),
      link_bits_per_second: 'Link in bits per second',
      daily_change_ppm: 'Daily change in millionths',
      initial_replication_hours: 'Initial replication in hours',
      throttle_enabled: yesNo('Throttle'),
      work_days: 'Work days',
      work_start: 'Work hours start',
      work_end: 'Work hours end',
      work_bits_per_second: 'Work hours in bits per second',
      non_work_bits_per_second: 'Non-work hours in bits per second',
      upload_threads: 'Upload threads per VM',
      download_threads: 'Download threads per VM',
    },
  },
  protected_item: {
    type: 'Replicated item',
    list: 'protectedItems',
    name: ['vm_id'],
    columns: {
      vm_id: ref('Virtual machine', 'vm'),
      vault_id: ref('Vault', 'vault'),
      cloud_id: ref('Cloud', 'cloud'),
      policy_id: ref('Policy', 'policy'),
      storage_account_id: ref('Storage account', 'storage_account'),
      log_storage_account_id: ref('Storage account for logs', 'storage_account'),
      resource_group_id: ref('Resource group', 'resource_group'),
      deployment_model: one('Deployment model', models),
      azure_name: 'Azure name',
      azure_size: 'Size',
      availability_set: 'Availability set',
      azure_network_id: ref('Virtual network', 'azure_network'),
      os_family: one('OS family', systems),
      os_disk_id: ref('OS disk', 'virtual_disk'),
      state: 'Replication state',
    },
  },
  protected_item_adapter: {
    type: 'Network adapter of a replicated item',
    list: null,
    part: { column: 'protected_item_id', table: 'protected_item' },
    name: ['network_adapter_id'],
    columns: { network_adapter_id: ref('Network adapter', 'network_adapter'), subnet_name: 'Subnet', ip_address: 'IP address' },
  },
  protected_item_excluded_disk: {
    type: 'Excluded disk',
    list: null,
    part: { column: 'protected_item_id', table: 'protected_item' },
    name: ['virtual_disk_id'],
    columns: { virtual_disk_id: ref('Virtual disk', 'virtual_disk') },
  },
  recovery_plan: {
    type: 'Recovery plan',
    list: 'recoveryPlans',
    name: ['name'],
    columns: {
      vault_id: ref('Vault', 'vault'),
      name: 'Name',
      vmm_server_id: ref('Source', 'vmm_server'),
      target_rto_minutes: 'Target RTO in minutes',
      deployment_model: one('Deployment model', models),
    },
  },
  recovery_plan_item: {
    type: 'Machine of a recovery plan',
    list: null,
    part: { column: 'recovery_plan_id', table: 'recovery_plan' },
    name: ['protected_item_id'],
    columns: { group_number: 'Group', ordinal: null, protected_item_id: ref('Replicated item', 'protected_item') },
  },
  recovery_plan_action: {
    type: 'Action of a recovery plan',
    list: null,
    part: { column: 'recovery_plan_id', table: 'recovery_plan' },
    name: ['name'],
    columns: {
      group_number: 'Group',
      place: one('Runs', { pre: 'Before its group', post: 'After its group' }),
      ordinal: null,
      kind: one('Type', { script: 'Script', runbook: 'Runbook', manual: 'Manual action' }),
      name: 'Name',
      detail: 'Path or instruction',
      duration_ms: { label: 'Duration', format: 'durationMs' },
      timeout_ms: { label: 'Timeout', format: 'durationMs' },
      fails: yesNo('Fails'),
      runs_in: 'Runs in',
    },
  },
  drill_note: {
    type: 'Note of a test failover',
    list: null,
    name: ['vm_name'],
    columns: {
      vm_name: 'Machine',
      protected_item_id: ref('Replicated item', 'protected_item'),
      noted_ms: { label: 'Noted', format: 'instantLab' },
      text: 'Note',
    },
  },
  prerequisite_tick: {
    type: 'Prerequisite',
    list: null,
    name: ['item'],
    columns: { item: 'Item', ticked_by: 'Ticked by', ticked_on: 'Ticked on' },
  },
}

const readable = (name: string): string => {
  const text = name.replace(/_(?:id|ms|bytes)$/u, '').replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Words for any table of the lab, also one that this file does not know yet. */
export const wordsOf = (table: string): TableWords =>
  (Object.hasOwn(tableWords, table) ? tableWords[table] : undefined) ?? { type: readable(table), list: null, name: ['name'], columns: {} }

const own = /^(?:id|field_origins|origin_.*)$/u

/** Caption and format of a column; null when it is the console's own business. */
export const columnWord = (table: string, column: string): Exclude<Word, string | null> | null => {
  const words = wordsOf(table)
  if (own.test(column) || words.part?.column === column) return null
  const word = Object.hasOwn(words.columns, column) ? words.columns[column] : readable(column)
  if (word === null || word === undefined) return null
  return typeof word === 'string' ? { label: word } : word
}
