import { type BrowserWindow, dialog, type FileFilter, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import { t } from '../../preload/contract/words.ts'

const labFilter = (): FileFilter => ({ name: t('Offsite Console labs'), extensions: ['offsite'] })
const inventoryFilter = (): FileFilter => ({ name: t('Inventory files'), extensions: ['csv', 'txt', 'jsonl', 'json'] })
const anyFilter = (): FileFilter => ({ name: t('All files'), extensions: ['*'] })

/** The system's file dialogs; null or [] = cancelled. Paths stay in main. */
export const createDialogs = (window: () => BrowserWindow | null) => {
  const open = async (options: OpenDialogOptions): Promise<string[]> => {
    const parent = window()
    const { canceled, filePaths } = await (parent === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(parent, options))
    return canceled ? [] : filePaths
  }
  const save = async (options: SaveDialogOptions): Promise<string | null> => {
    const parent = window()
    const all: SaveDialogOptions = { properties: ['createDirectory', 'showOverwriteConfirmation'], ...options }
    const { canceled, filePath } = await (parent === null ? dialog.showSaveDialog(all) : dialog.showSaveDialog(parent, all))
    return canceled || !filePath ? null : filePath
  }
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
