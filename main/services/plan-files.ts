import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../../preload/contract/errors.ts'
import type { ScriptFile } from '../../preload/contract/setup.ts'
import { t } from '../../preload/contract/words.ts'

/** The file appears under its name only when it is whole. Returns its length in bytes. */
export const writeWhole = (file: string, text: string): number => {
  const draft = `${file}.part`
  const bytes = Buffer.from(text, 'utf8')
  try {
    writeFileSync(draft, bytes)
    renameSync(draft, file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw toFileError(error, dirname(file))
  }
  return bytes.length
}

/** Writes scripts into a folder, which is made when missing; returns their names. Throws AppError `folder-denied`, `disk-full`. */
export const writeScriptFiles = (files: readonly ScriptFile[], folder: string): string[] => {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw toFileError(error, folder)
  }
  // Windows PowerShell 5 reads UTF-8 only behind a byte order mark.
  for (const file of files) writeWhole(join(folder, file.name), file.language === 'powershell' ? `\uFEFF${file.text}` : file.text)
  return files.map((file) => file.name)
}

export const toFileError = (error: unknown, folder: string): unknown => {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC')
    return new AppError(
      { code: 'disk-full', message: t('The disk is full. Nothing was written.'), remedy: t('Free some space and try again.') },
      { cause: error },
    )
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOENT' || code === 'ENOTDIR' || code === 'EEXIST')
    return new AppError(
      {
        code: 'folder-denied',
        message: t('You can\'t write to "{folder}".', { folder }),
        remedy: t('Choose another folder.'),
        at: { folder },
      },
      { cause: error },
    )
  return error
}
