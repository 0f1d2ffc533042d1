import {
  CheckmarkCircle20Regular,
  Delete20Regular,
  Key20Regular,
  PersonAdd20Regular,
  PersonProhibited20Regular,
  PlugConnected20Regular,
} from '@fluentui/react-icons'
import { t } from '../../../preload/contract/words.ts'
import type { Command } from '../commands.ts'
import type { RootStore } from '../root-store.ts'

/** Run As accounts: VMM's own commands and groups; the group "Password and use" is ours. */
export const runAsCommands = (root: RootStore): Command[] => {
  const ribbon = (group: string, size: 'large' | 'small') => ({ tab: 'home', group, size, workspaces: ['settings'] }) as const
  const writable = (): true | string => (root.lab.isOpen ? root.lab.canWrite : t('Open a lab first.'))
  const one = (): { id: number; name: string; enabled: boolean } | null => {
    const row = root.activeList?.kind === 'runAsAccounts' && root.activeList.selectedCount === 1 ? root.activeList.activeRow : null
    return row && { id: row.id, name: String(row.cells.name ?? ''), enabled: row.cells.enabled === 1 }
  }
  const chosen = (): true | string => (one() ? true : t('Select one Run As account first.'))
  const change = (): true | string => {
    const may = writable()
    return may === true ? chosen() : may
  }
  const setEnabled = async (enabled: boolean): Promise<void> => {
    const account = one()
    if (!account) return
    await root.api.runAsAccounts.setEnabled({ id: account.id, enabled })
    root.notifications.announce(
      enabled ? t('{name} is enabled.', { name: account.name }) : t('{name} is disabled.', { name: account.name }),
    )
  }
  return [
    {
      id: 'runAs.create',
      caption: t('Create Run As Account'),
      hint: t('Add an account with its password, which goes to the keychain.'),
      icon: PersonAdd20Regular,
      ribbon: ribbon(t('Create'), 'large'),
      enabled: writable,
      run: () => root.openDialog({ name: 'run-as-create' }),
    },
    {
      id: 'runAs.enable',
      caption: t('Enable'),
      hint: t('Let the selected account be used.'),
      icon: CheckmarkCircle20Regular,
      ribbon: ribbon(t('Run As account'), 'large'),
      context: ['runAsAccounts'],
      enabled: () => {
        const may = change()
        return may === true && one()?.enabled ? t('This account is enabled.') : may
      },
      run: () => setEnabled(true),
    },
    {
      id: 'runAs.disable',
      caption: t('Disable'),
      hint: t('Keep the selected account, but let nothing use it.'),
      icon: PersonProhibited20Regular,
      ribbon: ribbon(t('Run As account'), 'large'),
      context: ['runAsAccounts'],
      enabled: () => {
        const may = change()
        return may === true && one()?.enabled === false ? t('This account is disabled.') : may
      },
      run: () => setEnabled(false),
    },
    {
      id: 'runAs.password',
      caption: t('Replace password'),
      hint: t('Put another password of the selected account into the keychain.'),
      icon: Key20Regular,
      ribbon: ribbon(t('Password and use'), 'small'),
      context: ['runAsAccounts'],
      enabled: change,
      run: () => {
        const account = one()
        if (account) root.openDialog({ name: 'run-as-password', id: account.id })
      },
    },
    {
      id: 'runAs.used',
      caption: t('Where used'),
      hint: t('Show which servers use the selected account.'),
      icon: PlugConnected20Regular,
      ribbon: ribbon(t('Password and use'), 'small'),
      context: ['runAsAccounts'],
      enabled: chosen,
      run: async () => {
        if (!root.preferences.values.detailsShown) await root.preferences.set({ detailsShown: true })
        root.activeList?.openTab('consumers')
      },
    },
    {
      id: 'runAs.delete',
      caption: t('Delete'),
      hint: t('Delete the selected account and its password.'),
      icon: Delete20Regular,
      ribbon: ribbon(t('Remove'), 'large'),
      context: ['runAsAccounts'],
      enabled: change,
      run: () => {
        const account = one()
        if (account) root.openDialog({ name: 'run-as-delete', id: account.id })
      },
    },
  ]
}
