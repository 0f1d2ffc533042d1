import { Menu, type MenuItemConstructorOptions } from 'electron'
import { t } from '../../preload/contract/words.ts'

/** Runs a command of the page's registry by its id. */
export type RunCommand = (command: string) => void

const macMenu = (run: RunCommand): MenuItemConstructorOptions[] => {
  const item = (label: string, command: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => run(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  })
  const line: MenuItemConstructorOptions = { type: 'separator' }
  return [
    {
      role: 'appMenu',
      submenu: [
        item(t('About Offsite Console'), 'console.about'),
        line,
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        line,
        { role: 'quit' },
      ],
    },
    {
      label: t('File'),
      submenu: [
        item(t('New lab…'), 'lab.new', 'Cmd+N'),
        item(t('Open lab…'), 'lab.open', 'Cmd+O'),
        item(t('Open sample lab'), 'lab.sample'),
        line,
        item(t('Import inventory…'), 'import.open', 'Cmd+I'),
        item(t('Save collector script…'), 'collector.save'),
        line,
        item(t('Save a copy…'), 'lab.saveCopy', 'Cmd+Shift+S'),
        item(t('Close lab'), 'lab.close'),
      ],
    },
    { role: 'editMenu' },
    {
      label: t('View'),
      submenu: [
        item(t('Zoom in'), 'view.zoomIn', 'Cmd+='),
        item(t('Zoom out'), 'view.zoomOut', 'Cmd+-'),
        item(t('Actual size'), 'view.zoomReset', 'Cmd+0'),
        line,
        item(t('Full screen'), 'view.fullScreen', 'Ctrl+Cmd+F'),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        item(t('Keyboard map'), 'help.open'),
        item(t('Save collector script…'), 'collector.save'),
        item(t('Take a tour'), 'help.tour'),
      ],
    },
  ]
}

/** macOS cannot do without a menu bar; elsewhere the ribbon and the page's own keys do everything. */
export const setMenu = (run: RunCommand): void => {
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate(macMenu(run)) : null)
}
