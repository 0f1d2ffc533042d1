import { t } from '../../preload/contract/words.ts'
import { formatBytes } from '../ui/format.ts'
import { CheckListField, SelectField } from './choice-fields.tsx'
import { TextField } from './fields.tsx'

/** What is asked of every machine that is to be replicated; '' = as proposed, or nothing. */
export interface MachineAnswers {
  osFamily: 'windows' | 'linux' | ''
  /** Value of a disk. */
  osDisk: string
  azureName: string
  size: string
  subnet: string
  ip: string
  /** Values of the disks that stay on site. */
  left: readonly string[]
}

interface Props {
  /** Path of the machine in the answers: the fields' paths begin with it. */
  at: string
  machine: {
    osFamily: 'windows' | 'linux' | null
    disks: readonly { value: string; name: string; sizeBytes: number | null }[]
    /** Address on site. */
    ip: string | null
    /** The smallest size that fits; null = none does. */
    size: string | null
  }
  answers: MachineAnswers
  sizes: readonly { name: string; cores: number; memoryGib: number }[]
  network: { name: string; subnets: readonly { name: string; range: string }[] } | undefined
  /** What holds while no subnet is chosen. */
  subnetEmpty: string
  /** Last part of the path of the disks' field. */
  disksField: string
  wide?: boolean
  onChange(change: Partial<MachineAnswers>): void
}

/** OS, disks, name, size and address of one machine, for each wizard that protects machines. */
export const MachineFields = ({ at, machine, answers, sizes, network, subnetEmpty, disksField, wide, onChange }: Props) => {
  const disks = machine.disks.map(({ value, name, sizeBytes }) => ({
    value,
    label: sizeBytes === null ? name : t('{name} ({size})', { name, size: formatBytes(sizeBytes) }),
  }))
  return (
    <>
      <SelectField
        path={`${at}.osFamily`}
        label={t('OS Type')}
        required
        empty={machine.osFamily === null ? t('Choose') : null}
        value={answers.osFamily}
        choices={[
          { value: 'windows', label: 'Windows' },
          { value: 'linux', label: 'Linux' },
        ]}
        onChange={(value) => onChange({ osFamily: value === 'windows' || value === 'linux' ? value : '' })}
      />
      <SelectField
        path={`${at}.osDisk`}
        label={t('OS Disk')}
        required
        empty={answers.osDisk === '' ? t('Choose') : null}
        value={answers.osDisk}
        choices={disks}
        onChange={(osDisk) => onChange({ osDisk })}
      />
      <TextField
        path={`${at}.azureName`}
        label={t('Azure name')}
        required
        maxLength={120}
        value={answers.azureName}
        onChange={(azureName) => onChange({ azureName })}
      />
      <SelectField
        path={`${at}.size`}
        label={t('Size')}
        required
        empty={machine.size === null ? t('None fits') : null}
        value={answers.size}
        choices={sizes.map(({ name, cores, memoryGib }) => ({
          value: name,
          label: t(
            name === machine.size
              ? '{name}, {cores, plural, one {# core} other {# cores}}, {memory} GiB (smallest that fits)'
              : '{name}, {cores, plural, one {# core} other {# cores}}, {memory} GiB',
            { name, cores, memory: memoryGib },
          ),
        }))}
        onChange={(size) => onChange({ size: size === machine.size ? '' : size })}
      />
      <SelectField
        path={`${at}.subnet`}
        label={t('Subnet')}
        empty={subnetEmpty}
        value={answers.subnet}
        choices={(network?.subnets ?? []).map(({ name, range }) => ({ value: name, label: t('{name} ({range})', { name, range }) }))}
        onChange={(subnet) => onChange({ subnet })}
        hint={network ? t('In {name}', { name: network.name }) : t('Not mapped to an Azure network yet.')}
      />
      <TextField
        path={`${at}.ip`}
        label={t('Target IP')}
        maxLength={15}
        placeholder={t('DHCP assigned')}
        value={answers.ip}
        onChange={(ip) => onChange({ ip })}
        hint={machine.ip ? t('On site: {ip}', { ip: machine.ip }) : undefined}
      />
      <CheckListField
        path={`${at}.${disksField}`}
        label={t('Disks to replicate')}
        wide={wide}
        values={machine.disks.map(({ value }) => value).filter((value) => !answers.left.includes(value))}
        choices={disks.map((disk) => ({ ...disk, disabled: disk.value === answers.osDisk }))}
        none={t('No disks in the import.')}
        onChange={(kept) =>
          onChange({ left: machine.disks.map(({ value }) => value).filter((value) => value !== answers.osDisk && !kept.includes(value)) })
        }
      />
    </>
  )
}
