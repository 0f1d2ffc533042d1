import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const labExtension = '.offsite'

// Names that Windows keeps for devices, whatever their extension.
const devices = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i
const forbidden = '<>:"/\\|?*'

/** A lab's name as a file name that every system takes; never empty. */
export const fileNameOf = (labName: string): string => {
  const printable = [...labName].map((character) => (character < ' ' || forbidden.includes(character) ? '-' : character)).join('')
  const trimmed = printable.trim().replace(/[. ]+$/, '')
  return trimmed === '' || devices.test(trimmed) ? `Lab ${trimmed}`.trim() : trimmed
}

export const withExtension = (path: string): string => (path.toLowerCase().endsWith(labExtension) ? path : path + labExtension)

/** "Name.offsite", or "Name 2.offsite" … whatever is free in the folder. */
export const freeLabPath = (folder: string, labName: string, taken: (path: string) => boolean = existsSync): string => {
  const name = fileNameOf(labName)
  for (let count = 1; ; count++) {
    const path = join(folder, `${name}${count === 1 ? '' : ` ${count}`}${labExtension}`)
    if (!taken(path)) return path
  }
}

/** The lab that a command line names, or null; switches and the app's own folder are not labs. */
export const labInArguments = (args: readonly string[], workingFolder: string): string | null => {
  const found = args.findLast((argument) => !argument.startsWith('-') && argument.toLowerCase().endsWith(labExtension))
  return found === undefined ? null : resolve(workingFolder, found)
}
