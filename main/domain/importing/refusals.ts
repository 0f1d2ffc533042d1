import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'

/** Longest record in characters, quoted line breaks included. The widest real export seen is under 16 KiB a row. */
export const maxRecordChars = 4 * 1024 * 1024

/** A file that is refused whole: nothing of it is imported. */
export const refuseKind = (file: string, what: string): AppError =>
  new AppError({
    code: 'file-kind',
    message: t("{file} isn't an inventory. It is {what}.", { file, what }),
    remedy: t('Choose the original CSV export, or a file of the collector script.'),
    at: { file },
  })

export const refuseTruncated = (file: string, line: number): AppError =>
  new AppError({
    code: 'import-truncated',
    message: t('{file} ends inside row {line}. It was cut off while copying.', { file, line }),
    remedy: t('Export it again; nothing was imported.'),
    at: { file, line },
  })

export const refuseLongLine = (file: string, line: number): AppError =>
  new AppError({
    code: 'import-line-too-long',
    message: t('Row {line} of {file} is longer than 4 MiB. A quote is not closed, or this is not an inventory.', { line, file }),
    remedy: t('Export it again; nothing was imported.'),
    at: { file, line },
  })

export const refuseEmpty = (file: string): AppError =>
  new AppError({
    code: 'import-empty',
    message: t('{file} has no rows. It is empty or holds only headings.', { file }),
    remedy: t('Run the export again and choose its file.'),
    at: { file },
  })

export const refuseEncoding = (file: string, encoding: string): AppError =>
  new AppError({
    code: 'import-encoding',
    message: t("{file} can't be read as {encoding}, although it starts as such. Some bytes were changed.", { file, encoding }),
    remedy: t('Export it again as UTF-8; nothing was imported.'),
    at: { file },
  })

export const refuseFormat = (file: string, headings: readonly string[]): AppError => {
  const seen = headings
    .filter((heading) => heading.trim() !== '')
    .slice(0, 6)
    .map((heading) => (heading.length > 40 ? `${heading.slice(0, 40)}…` : heading))
  const found = seen.length === 0 ? t('It has no headings') : t('It starts with {seen}', { seen: seen.join(', ') })
  return new AppError({
    code: 'import-format-unknown',
    message: t("{file} isn't a VMM export that this console knows. {found}.", { file, found }),
    remedy: t(
      'Choose a VMM property export (Name, HostName, CPUCount, Memory, OperatingSystem …) or a per-disk export (VMName, HostName, vCPUs, MemoryGB, VHDName, VHDSize …), or an Azure Migrate CSV (Server name, Cores, Memory …), or a file of the collector script.',
    ),
    at: { file },
  })
}

export const refuseRvTools = (file: string): AppError =>
  new AppError({
    code: 'import-format-unknown',
    message: t('{file} is an RVTools export: it lists machines of VMware. This console plans for those of Hyper-V.', { file }),
    remedy: t('Choose a VMM export or an Azure Migrate CSV (Server name, Cores, Memory …), or a file of the collector script.'),
    at: { file },
  })

export const refuseNoDisks = (file: string): AppError =>
  new AppError({
    code: 'import-no-disks',
    message: t('Disks are missing in {file}. Get-VM exports only type names.', { file }),
    remedy: t('Add Get-VHD, or export from VMM with Get-SCVirtualMachine.'),
    at: { file },
  })
