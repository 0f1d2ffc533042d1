import type { CellFormat, ListKind } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'

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

const models = { 'resource-manager': t('Resource Manager'), classic: t('Classic') }
const systems = { windows: 'Windows', linux: 'Linux' }

/**
 * Captions of labels-vmm.md and labels-asr.md for everything that the change log covers. A column that stands nowhere here is
 * shown under its own name made readable, so that nothing that changed is ever hidden.
 */
export const tableWords: Readonly<Record<string, TableWords>> = {
  lab: {
    type: 'Lab',
    list: null,
    name: ['name'],
    columns: { name: t('Name'), rule_pack: t('Rules'), time_zone: t('Time zone'), seed: t('Seed') },
  },
  run_as_account: {
    type: t('Run As account'),
    list: 'runAsAccounts',
    name: ['name'],
    columns: {
      name: t('Name'),
      user_name: t('User name'),
      description: t('Description'),
      keychain_ref: t('Keychain entry'),
      enabled: yesNo(t('Enabled')),
      restart_pending_wall_ms: { label: t('VMM service restart due since'), format: 'instantWall' },
    },
  },
  vmm_server: {
    type: t('VMM server'),
    list: 'vmmServers',
    name: ['name'],
    columns: {
      name: t('Name'),
      product_version: t('Version'),
      friendly_name: t('Friendly name'),
      registered_lab_ms: { label: t('Registered'), format: 'instantLab' },
      sync_clouds: one(t('Clouds to synchronize'), { all: t('All'), chosen: t('Chosen ones') }),
      connection: one(t('Connection'), { direct: t('Direct'), proxy: t('Proxy') }),
      proxy_address: t('Proxy address'),
      proxy_port: t('Proxy port'),
      proxy_run_as_account_id: ref(t('Proxy Run As account'), 'run_as_account'),
      microsoft_update: yesNo(t('Microsoft Update')),
      certificate_folder: t('Certificate folder'),
      registration_key_file: t('Registration key'),
      registration_key_generated_on: t('Registration key generated on'),
    },
  },
  host_group: {
    type: t('Host group'),
    list: 'hostGroups',
    name: ['name'],
    columns: { name: t('Name'), path: t('Path'), parent_id: ref(t('Parent host group'), 'host_group') },
  },
  host_cluster: {
    type: t('Cluster'),
    list: 'clusters',
    name: ['name'],
    columns: { name: t('Name'), host_group_id: ref(t('Host group'), 'host_group'), has_replica_broker: yesNo(t('Replica Broker')) },
  },
  host: {
    type: t('Host'),
    list: 'hosts',
    name: ['name'],
    columns: {
      name: t('Name'),
      vmm_server_id: ref(t('VMM server'), 'vmm_server'),
      vmm_id: t('VMM ID'),
      host_group_id: ref(t('Host group'), 'host_group'),
      host_cluster_id: ref(t('Cluster'), 'host_cluster'),
      os_name: t('Operating System'),
      status: t('Host Status'),
      logical_cpu_count: t('Cores'),
      memory_bytes: bytes(t('Total memory')),
      available_memory_bytes: bytes(t('Available Memory')),
      cpu_percent: percent(t('CPU Average')),
      agent_version: t('Agent'),
    },
  },
  host_volume: {
    type: t('Volume'),
    list: null,
    part: { column: 'host_id', table: 'host' },
    name: ['name'],
    columns: { name: t('Name'), capacity_bytes: bytes(t('Capacity')), free_bytes: bytes(t('Free')), is_csv: yesNo('CSV') },
  },
  cloud: {
    type: t('Cloud'),
    list: 'clouds',
    name: ['name'],
    columns: {
      name: t('Name'),
      vmm_server_id: ref(t('VMM server'), 'vmm_server'),
      vmm_id: t('VMM ID'),
      description: t('Description'),
      sent_to_vault: yesNo(t('Sent to vault')),
    },
  },
  cloud_host_group: {
    type: t('Host group of a cloud'),
    list: null,
    part: { column: 'cloud_id', table: 'cloud' },
    name: ['host_group_id'],
    columns: { host_group_id: ref(t('Host group'), 'host_group') },
  },
  cloud_logical_network: {
    type: t('Logical network of a cloud'),
    list: null,
    part: { column: 'cloud_id', table: 'cloud' },
    name: ['logical_network_id'],
    columns: { logical_network_id: ref(t('Logical network'), 'logical_network') },
  },
  logical_network: { type: t('Logical network'), list: 'logicalNetworks', name: ['name'], columns: { name: t('Name') } },
  vm_network: {
    type: t('VM network'),
    list: 'vmNetworks',
    name: ['name'],
    columns: {
      name: t('Name'),
      vmm_server_id: ref(t('VMM server'), 'vmm_server'),
      logical_network_id: ref(t('Logical network'), 'logical_network'),
    },
  },
  vm_subnet: {
    type: t('Subnet'),
    list: null,
    part: { column: 'vm_network_id', table: 'vm_network' },
    name: ['name'],
    columns: { ordinal: null, name: t('Name'), address_range: t('Address range'), vlan: 'VLAN' },
  },
  vm: {
    type: t('Virtual machine'),
    list: 'vms',
    name: ['name'],
    columns: {
      name: t('Name'),
      vmm_server_id: ref(t('VMM server'), 'vmm_server'),
      vmm_id: t('VMM ID'),
      hyper_v_id: t('Hyper-V ID'),
      bios_guid: t('BIOS GUID'),
      computer_name: t('Computer name'),
      host_id: ref(t('Host'), 'host'),
      cloud_id: ref(t('Cloud'), 'cloud'),
      cloud_told: null,
      state: t('Virtual Machine State'),
      status: t('Status'),
      generation: t('Generation'),
      secure_boot: yesNo(t('Secure boot')),
      os_name: t('Operating System'),
      os_family: one(t('OS family'), systems),
      os_architecture: one(t('Architecture'), { x64: '64-bit', x86: '32-bit' }),
      cpu_count: 'CPU',
      memory_bytes: bytes(t('Memory')),
      dynamic_memory: yesNo(t('Dynamic memory')),
      dynamic_memory_maximum_bytes: bytes(t('Maximum memory')),
      is_highly_available: yesNo(t('Highly available')),
      has_shared_storage: yesNo(t('Shared storage')),
      has_passthrough_disk: yesNo(t('Pass-through disk')),
      has_virtual_fibre_channel: yesNo(t('Virtual Fibre Channel')),
      is_template: yesNo(t('Template')),
      integration_services: t('Integration services'),
      checkpoint_count: t('Checkpoints'),
      cpu_percent: percent(t('CPU Average')),
      owner: t('Owner'),
      user_role: t('User Role'),
      availability_set: t('Availability Set Name'),
      tag: t('Tag'),
      description: t('Description'),
      location: t('Location'),
      created_wall_ms: { label: t('Created'), format: 'instantWall' },
      total_size_bytes: bytes(t('Total size')),
    },
  },
  virtual_disk: {
    type: t('Virtual disk'),
    list: null,
    part: { column: 'vm_id', table: 'vm' },
    name: ['name'],
    columns: {
      ordinal: null,
      name: t('Name'),
      path: t('Path'),
      bus_type: t('Bus type'),
      bus: t('Bus'),
      lun: 'LUN',
      size_bytes: bytes(t('Size')),
      used_bytes: bytes(t('Used')),
      vhd_type: one(t('Type'), { fixed: t('Fixed'), dynamic: t('Dynamic'), differencing: t('Differencing') }),
      vhd_format: one(t('Format'), { vhd: 'VHD', vhdx: 'VHDX' }),
      host_volume: t('Volume'),
      written_bytes_per_day: bytes(t('Written a day')),
      peak_write_bytes_per_second: bytes(t('Busiest writes a second')),
      write_sampled_seconds: t('Seconds sampled'),
      is_os: yesNo(t('OS disk')),
      is_shared: yesNo(t('Shared')),
      is_passthrough: yesNo('Pass-through'),
    },
  },
  network_adapter: {
    type: t('Network adapter'),
    list: null,
    part: { column: 'vm_id', table: 'vm' },
    name: ['name'],
    columns: {
      ordinal: null,
      name: t('Name'),
      mac_address: t('MAC address'),
      vm_network_id: ref(t('VM network'), 'vm_network'),
      vm_subnet_id: ref(t('Subnet'), 'vm_subnet'),
      ip_mode: one(t('IP mode'), { static: t('Static'), dhcp: 'DHCP' }),
      ip_addresses: t('IP addresses'),
      vlan: 'VLAN',
      is_teamed: yesNo(t('Teamed')),
    },
  },
  subscription: {
    type: t('Subscription'),
    list: null,
    name: ['name'],
    columns: {
      name: t('Name'),
      azure_id: t('Subscription ID'),
      core_quota: t('Quota of cores'),
      adapter_quota: t('Quota of network interfaces'),
    },
  },
  resource_group: {
    type: t('Resource group'),
    list: null,
    name: ['name'],
    columns: { subscription_id: ref(t('Subscription'), 'subscription'), name: t('Name'), region: t('Region') },
  },
  vault: {
    type: t('Recovery Services vault'),
    list: 'vaults',
    name: ['name'],
    columns: {
      subscription_id: ref(t('Subscription'), 'subscription'),
      resource_group_id: ref(t('Resource group'), 'resource_group'),
      name: t('Name'),
      region: t('Region'),
      pinned: yesNo(t('Pinned to dashboard')),
      deployment_model: one(t('Deployment model'), models),
    },
  },
  storage_account: {
    type: t('Storage account'),
    list: 'storageAccounts',
    name: ['name'],
    columns: {
      subscription_id: ref(t('Subscription'), 'subscription'),
      resource_group_id: ref(t('Resource group'), 'resource_group'),
      name: t('Name'),
      region: t('Region'),
      account_type: t('Type'),
      deployment_model: one(t('Deployment model'), models),
    },
  },
  azure_network: {
    type: t('Virtual network'),
    list: 'azureNetworks',
    name: ['name'],
    columns: {
      subscription_id: ref(t('Subscription'), 'subscription'),
      resource_group_id: ref(t('Resource group'), 'resource_group'),
      name: t('Name'),
      region: t('Region'),
      address_range: t('Address range'),
      deployment_model: one(t('Deployment model'), models),
    },
  },
  azure_subnet: {
    type: t('Subnet of a virtual network'),
    list: null,
    part: { column: 'azure_network_id', table: 'azure_network' },
    name: ['name'],
    columns: { ordinal: null, name: t('Name'), address_range: t('Address range') },
  },
  policy: {
    type: t('Replication policy'),
    list: 'policies',
    name: ['name'],
    columns: {
      vault_id: ref(t('Vault'), 'vault'),
      name: t('Name'),
      copy_frequency_seconds: one(t('Copy frequency'), { 30: t('30 seconds'), 300: t('5 minutes'), 900: t('15 minutes') }),
      retention_hours: t('Recovery point retention in hours'),
      app_consistent_hours: t('App-consistent snapshot frequency in hours'),
      initial_replication_start: one(t('Initial replication start time'), { immediately: t('Immediately') }),
      encrypt: yesNo(t('Encrypt data stored in Azure')),
    },
  },
  policy_cloud: {
    type: t('Cloud of a policy'),
    list: null,
    part: { column: 'policy_id', table: 'policy' },
    name: ['cloud_id'],
    columns: { cloud_id: ref(t('Cloud'), 'cloud') },
  },
  network_mapping: {
    type: t('Network mapping'),
    list: 'mappings',
    name: ['vm_network_id'],
    columns: {
      vault_id: ref(t('Vault'), 'vault'),
      vm_network_id: ref(t('Source network'), 'vm_network'),
      azure_network_id: ref(t('Target network'), 'azure_network'),
    },
  },
  capacity_settings: {
    type: t('Capacity settings'),
    list: null,
    name: [],
    columns: {
      planner_done: one(t('Capacity planner run'), { yes: t('Yes'), later: t('Later') }),
      link_bits_per_second: t('Link in bits per second'),
      daily_change_ppm: t('Daily change in millionths'),
      initial_replication_hours: t('Initial replication in hours'),
      throttle_enabled: yesNo(t('Throttle')),
      work_days: t('Work days'),
      work_start: t('Work hours start'),
      work_end: t('Work hours end'),
      work_bits_per_second: t('Work hours in bits per second'),
      non_work_bits_per_second: t('Non-work hours in bits per second'),
      upload_threads: t('Upload threads per VM'),
      download_threads: t('Download threads per VM'),
    },
  },
  protected_item: {
    type: t('Replicated item'),
    list: 'protectedItems',
    name: ['vm_id'],
    columns: {
      vm_id: ref(t('Virtual machine'), 'vm'),
      vault_id: ref(t('Vault'), 'vault'),
      cloud_id: ref(t('Cloud'), 'cloud'),
      policy_id: ref(t('Policy'), 'policy'),
      storage_account_id: ref(t('Storage account'), 'storage_account'),
      log_storage_account_id: ref(t('Storage account for logs'), 'storage_account'),
      resource_group_id: ref(t('Resource group'), 'resource_group'),
      deployment_model: one(t('Deployment model'), models),
      azure_name: t('Azure name'),
      azure_size: t('Size'),
      availability_set: t('Availability set'),
      azure_network_id: ref(t('Virtual network'), 'azure_network'),
      os_family: one(t('OS family'), systems),
      os_disk_id: ref(t('OS disk'), 'virtual_disk'),
      state: t('Replication state'),
    },
  },
  protected_item_adapter: {
    type: t('Network adapter of a replicated item'),
    list: null,
    part: { column: 'protected_item_id', table: 'protected_item' },
    name: ['network_adapter_id'],
    columns: {
      network_adapter_id: ref(t('Network adapter'), 'network_adapter'),
      subnet_name: t('Target subnet'),
      ip_address: t('Target IP'),
      nic_type: one(t('Target network interface type'), { primary: t('Primary'), secondary: t('Secondary'), unused: t('Do not use') }),
    },
  },
  azure_address: {
    type: t('Address in use in Azure'),
    list: null,
    part: { column: 'azure_network_id', table: 'azure_network' },
    name: ['address'],
    columns: { address: t('IP address'), used_by: t('Used by') },
  },
  protected_item_excluded_disk: {
    type: t('Excluded disk'),
    list: null,
    part: { column: 'protected_item_id', table: 'protected_item' },
    name: ['virtual_disk_id'],
    columns: { virtual_disk_id: ref(t('Virtual disk'), 'virtual_disk') },
  },
  recovery_plan: {
    type: t('Recovery plan'),
    list: 'recoveryPlans',
    name: ['name'],
    columns: {
      vault_id: ref(t('Vault'), 'vault'),
      name: t('Name'),
      vmm_server_id: ref(t('Source'), 'vmm_server'),
      target_rto_minutes: t('Target RTO in minutes'),
      deployment_model: one(t('Deployment model'), models),
    },
  },
  recovery_plan_item: {
    type: t('Machine of a recovery plan'),
    list: null,
    part: { column: 'recovery_plan_id', table: 'recovery_plan' },
    name: ['protected_item_id'],
    columns: { group_number: t('Group'), ordinal: null, protected_item_id: ref(t('Replicated item'), 'protected_item') },
  },
  recovery_plan_action: {
    type: t('Action of a recovery plan'),
    list: null,
    part: { column: 'recovery_plan_id', table: 'recovery_plan' },
    name: ['name'],
    columns: {
      group_number: t('Group'),
      place: one(t('Runs'), { pre: t('Before its group'), post: t('After its group') }),
      ordinal: null,
      kind: one(t('Type'), { script: t('Script'), runbook: t('Runbook'), manual: t('Manual action') }),
      name: t('Name'),
      detail: t('Path or instruction'),
      duration_ms: { label: t('Duration'), format: 'durationMs' },
      timeout_ms: { label: t('Timeout'), format: 'durationMs' },
      fails: yesNo(t('Fails')),
      runs_in: t('Runs in'),
    },
  },
  drill_note: {
    type: t('Note of a test failover'),
    list: null,
    name: ['vm_name'],
    columns: {
      vm_name: t('Machine'),
      protected_item_id: ref(t('Replicated item'), 'protected_item'),
      noted_ms: { label: t('Noted'), format: 'instantLab' },
      text: t('Note'),
    },
  },
  connect_tick: {
    type: t('Line of a check-list'),
    list: null,
    name: ['vm_name'],
    columns: {
      vm_name: t('Machine'),
      protected_item_id: ref(t('Replicated item'), 'protected_item'),
      step: t('Line'),
      verdict: { label: t('Verdict'), words: { done: t('Done'), 'not-needed': t('Not needed') } },
      note: t('Note'),
      actor: t('Ticked by'),
      ticked_ms: { label: t('Ticked'), format: 'instantLab' },
      ticked_wall_ms: { label: t('Ticked (wall)'), format: 'instantWall' },
      azure_created_ms: { label: t('Of the Azure machine made'), format: 'instantLab' },
    },
  },
  model_setting: {
    type: t('Model setting'),
    list: null,
    name: ['name'],
    columns: { name: t('Name'), value: t('Value') },
  },
  prerequisite_tick: {
    type: t('Prerequisite'),
    list: null,
    name: ['item'],
    columns: { item: t('Item'), ticked_by: t('Ticked by'), ticked_on: t('Ticked on') },
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
