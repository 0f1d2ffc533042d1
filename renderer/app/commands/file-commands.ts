import {
  Add20Regular,
  ArrowImport20Regular,
  Box20Regular,
  Copy20Regular,
  Dismiss20Regular,
  DocumentArrowDown20Regular,
  DoorArrowLeft20Regular,
  FolderOpen20Regular,
  History20Regular,
  Info20Regular,
  Options20Regular,
  Settings20Regular,
} from '@fluentui/react-icons'
import { t } from '../../../preload/contract/words.ts'
import type { Command } from '../commands.ts'
import type { RootStore } from '../root-store.ts'

/** Lab files, import and leaving: the File menu, in the order of its sections. */
export const fileCommands = (root: RootStore): Command[] => {
  const idle = (): true | string => (root.lab.busy ? t('{busy}. Wait until it is done.', { busy: root.lab.busy }) : true)
  const open = (): true | string => (root.lab.isOpen ? true : t('Open a lab first.'))
  return [
    {
      id: 'lab.new',
      caption: t('New lab'),
      hint: t('Make an empty lab, or one with a sample estate.'),
      icon: Add20Regular,
      key: 'Ctrl+N',
      file: 1,
      enabled: idle,
      run: () => root.openDialog({ name: 'new-lab' }),
    },
    {
      id: 'lab.open',
      caption: t('Open lab'),
      hint: t('Open a lab file.'),
      icon: FolderOpen20Regular,
      key: 'Ctrl+O',
      file: 1,
      enabled: idle,
      run: () => root.lab.openAsked(),
    },
    {
      id: 'lab.recent',
      caption: t('Open recent'),
      hint: t('Labs opened before.'),
      icon: History20Regular,
      file: 1,
      enabled: () => (root.lab.recent.length > 0 ? idle() : t('No lab was opened before.')),
      menu: () =>
        root.lab.recent.map((lab) => ({
          id: lab.id,
          caption: lab.missing ? t('{name} (missing)', { name: lab.name }) : lab.name,
          run: () => root.lab.openRecent(lab.id),
        })),
      run: () => undefined,
    },
    {
      id: 'lab.sample',
      caption: t('Open sample lab'),
      hint: t('The sample lab "Harbour Clinic".'),
      icon: Box20Regular,
      file: 1,
      enabled: idle,
      run: () => root.lab.openSample(),
    },
    {
      id: 'lab.saveCopy',
      caption: t('Save a copy'),
      hint: t('Changes are kept as you make them; this writes a second file.'),
      icon: Copy20Regular,
      key: 'Ctrl+Shift+S',
      file: 2,
      enabled: open,
      run: () => root.lab.saveCopy(),
    },
    {
      id: 'import.open',
      caption: t('Import inventory'),
      hint: t('Bring in VMM exports, Azure Migrate CSVs or collector files.'),
      icon: ArrowImport20Regular,
      key: 'Ctrl+I',
      file: 3,
      ribbon: { tab: 'home', group: t('Data'), size: 'large' },
      enabled: () => {
        if (root.importRun.running) return t('An import is running.')
        return root.lab.isOpen ? root.lab.canWrite : idle()
      },
      run: () => root.openImport(),
    },
    {
      id: 'collector.save',
      caption: t('Save collector script'),
      hint: t('The script that gets the inventory out of VMM or Hyper-V hosts.'),
      icon: DocumentArrowDown20Regular,
      file: 3,
      enabled: () => true,
      run: () => root.saveCollector(),
    },
    {
      id: 'lab.properties',
      caption: t('Lab properties'),
      hint: t('Name, rules, time zone, seed; check the file.'),
      icon: Options20Regular,
      file: 4,
      enabled: open,
      run: () => root.openDialog({ name: 'lab-properties' }),
    },
    {
      id: 'console.options',
      caption: t('Console options'),
      hint: t('Theme, density, units, times and language.'),
      icon: Settings20Regular,
      key: 'Ctrl+,',
      file: 4,
      enabled: open,
      run: () => root.navigation.openPage('settings', 'page:console-options'),
    },
    {
      id: 'console.about',
      caption: t('About Offsite Console'),
      hint: t('Version, runtime and edition.'),
      icon: Info20Regular,
      file: 4,
      enabled: () => true,
      run: () => root.openDialog({ name: 'about' }),
    },
    {
      id: 'lab.close',
      caption: t('Close lab'),
      hint: t('Close this lab and return to the start.'),
      icon: Dismiss20Regular,
      key: 'Ctrl+W',
      file: 5,
      enabled: open,
      run: () => root.lab.close(),
    },
    {
      id: 'console.exit',
      caption: t('Exit'),
      hint: t('Close the console. Everything is saved already.'),
      icon: DoorArrowLeft20Regular,
      file: 5,
      enabled: () => true,
      run: () => root.api.shell.quit(),
    },
  ]
}
