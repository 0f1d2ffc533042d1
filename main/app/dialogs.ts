import { type BrowserWindow, dialog, type FileFilter, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import { t } from '../../preload/contract/words.ts'

const labFilter = (): FileFilter => ({ name: t('Offsite Console labs'), extensions: ['offsite'] })
const inventoryFilter = (): FileFilter => ({ name: t('Inventory files'), extensions: ['csv', 'txt', 'jsonl', 'json'] })
const anyFilter = (): FileFilter => ({ name: t('All files'), extensions: ['*'] })

/**
 * The system's file dialogs; null or [] = cancelled. Paths stay in main. One is open at a time: what asks for another
 * meanwhile, as a second press of the same key does, is answered as if it had been cancelled.
 */
export const createDialogs = (window: () => BrowserWindow | null) => {
  let isOpen = false
  const alone = async <T>(ask: (parent: BrowserWindow | null) => Promise<T>, cancelled: T): Promise<T> => {
    if (isOpen) return cancelled
    isOpen = true
    try {
      return await ask(window())
    } finally {
      isOpen = false
    }
  }
  const open = (options: OpenDialogOptions): Promise<string[]> =>
    alone(async (parent) => {
      const { canceled, filePaths } = await (parent === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(parent, options))
      return canceled ? [] : filePaths
    }, [])
  const save = (options: SaveDialogOptions): Promise<string | null> =>
    alone(async (parent) => {
      const all: SaveDialogOptions = { properties: ['createDirectory', 'showOverwriteConfirmation'], ...options }
      const { canceled, filePath } = await (parent === null ? dialog.showSaveDialog(all) : dialog.showSaveDialog(parent, all))
      return canceled || !filePath ? null : filePath
    }, null)
  return {
    openLab: async (folder: string): Promise<string | null> =>
      (await open({ title: t('Open lab'), defaultPath: folder, properties: ['openFile'], filters: [labFilter(), anyFilter()] }))[0] ?? null,
    newLab: (path: string) => save({ title: t('New lab'), defaultPath: path, filters: [labFilter()] }),
    copyOfLab: (path: string) => save({ title: t('Save a copy'), defaultPath: path, filters: [labFilter()] }),
    importFiles: () =>
      open({ title: t('Import inventory'), properties: ['openFile', 'multiSelections'], filters: [inventoryFilter(), anyFilter()] }),
    folder: async (title: string): Promise<string | null> =>
      (await open({ title, properties: ['openDirectory', 'createDirectory'] }))[0] ?? null,
    save: (title: string, path: string) => save({ title, defaultPath: path }),
  }
}

export type Dialogs = ReturnType<typeof createDialogs>
