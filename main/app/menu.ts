import { Menu, type MenuItemConstructorOptions } from 'electron'

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
        item('About Offsite Console', 'console.about'),
        line,
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        line,
        { role: 'quit' },
      ],
    },
    {
      label: 'File',
      submenu: [
        item('New lab…', 'lab.new', 'Cmd+N'),
        item('Open lab…', 'lab.open', 'Cmd+O'),
        item('Open sample lab', 'lab.sample'),
        line,
        item('Import inventory…', 'import.open', 'Cmd+I'),
        item('Save collector script…', 'collector.save'),
        line,
        item('Save a copy…', 'lab.saveCopy', 'Cmd+Shift+S'),
        item('Close lab', 'lab.close'),
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        item('Zoom in', 'view.zoomIn', 'Cmd+='),
        item('Zoom out', 'view.zoomOut', 'Cmd+-'),
        item('Actual size', 'view.zoomReset', 'Cmd+0'),
        line,
        item('Full screen', 'view.fullScreen', 'Ctrl+Cmd+F'),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [item('Keyboard map', 'help.open'), item('Save collector script…', 'collector.save'), item('Take a tour', 'help.tour')],
    },
  ]
}

/** macOS cannot do without a menu bar; elsewhere the ribbon and the page's own keys do everything. */
export const setMenu = (run: RunCommand): void => {
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate(macMenu(run)) : null)
}
