import { AppError } from '../../../preload/contract/errors.ts'

/** Longest record in characters, quoted line breaks included. The widest real export seen is under 16 KiB a row. */
export const maxRecordChars = 4 * 1024 * 1024

/** A file that is refused whole: nothing of it is imported. */
export const refuseKind = (file: string, what: string): AppError =>
  new AppError({
    code: 'file-kind',
    message: `${file} isn't an inventory. It is ${what}.`,
    remedy: 'Choose the original CSV export, or a file of the collector script.',
    at: { file },
  })

export const refuseTruncated = (file: string, line: number): AppError =>
  new AppError({
    code: 'import-truncated',
    message: `${file} ends inside row ${line}. It was cut off while copying.`,
    remedy: 'Export it again; nothing was imported.',
    at: { file, line },
  })

export const refuseLongLine = (file: string, line: number): AppError =>
  new AppError({
    code: 'import-line-too-long',
    message: `Row ${line} of ${file} is longer than 4 MiB. A quote is not closed, or this is not an inventory.`,
    remedy: 'Export it again; nothing was imported.',
    at: { file, line },
  })

export const refuseEmpty = (file: string): AppError =>
  new AppError({
    code: 'import-empty',
    message: `${file} has no rows. It is empty or holds only headings.`,
    remedy: 'Run the export again and choose its file.',
    at: { file },
  })

export const refuseEncoding = (file: string, encoding: string): AppError =>
  new AppError({
    code: 'import-encoding',
    message: `${file} can't be read as ${encoding}, although it starts as such. Some bytes were changed.`,
    remedy: 'Export it again as UTF-8; nothing was imported.',
    at: { file },
  })

export const refuseFormat = (file: string, headings: readonly string[]): AppError => {
  const seen = headings
    .filter((heading) => heading.trim() !== '')
    .slice(0, 6)
    .map((heading) => (heading.length > 40 ? `${heading.slice(0, 40)}…` : heading))
  const found = seen.length === 0 ? 'It has no headings' : `It starts with ${seen.join(', ')}`
  return new AppError({
    code: 'import-format-unknown',
    message: `${file} isn't a VMM export that this console knows. ${found}.`,
    remedy:
      'Choose a VMM property export (Name, HostName, CPUCount, Memory, OperatingSystem …) or a per-disk export (VMName, HostName, vCPUs, MemoryGB, VHDName, VHDSize …), or an Azure Migrate CSV (Server name, Cores, Memory …), or a file of the collector script.',
    at: { file },
  })
}

export const refuseRvTools = (file: string): AppError =>
  new AppError({
    code: 'import-format-unknown',
    message: `${file} is an RVTools export. This console doesn't read those yet.`,
    remedy: 'Choose a VMM export or an Azure Migrate CSV (Server name, Cores, Memory …), or a file of the collector script.',
    at: { file },
  })

export const refuseNoDisks = (file: string): AppError =>
  new AppError({
    code: 'import-no-disks',
    message: `Disks are missing in ${file}. Get-VM exports only type names.`,
    remedy: 'Add Get-VHD, or export from VMM with Get-SCVirtualMachine.',
    at: { file },
  })
