import { Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import type { ActionOutcome } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { FactList } from '../../ui/fact-list.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { formatCount } from '../../ui/format.ts'
import type { ItemActionStore } from './item-action-store.ts'

export interface ItemDialogProps {
  store: ItemActionStore
  /** Name of the machine, or how many. */
  title: string
}

/** The frame of all dialogs about items: who it is about, the fields, the deed, what came of it. */
export const ItemForm = observer(function ItemForm({
  store,
  heading,
  deed,
  leave,
  done,
  work,
  ready = () => true,
  children,
}: {
  store: ItemActionStore
  heading: string
  /** Caption of the button; null = it can't be done now. */
  deed: string
  /** Caption of the button that does nothing, where Cancel would be taken for the deed. */
  leave?: string
  /** What is told when it is done. */
  done: string
  work: () => Promise<ActionOutcome>
  /** False = a field is at fault, and has been told. */
  ready?: () => boolean
  children: ReactNode
}) {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const submit = async (): Promise<void> => {
    if (!ready()) return
    const outcome = await store.submit(work)
    if (!outcome) return
    closeDialog()
    root.items.told(done, outcome)
  }
  return (
    <FormDialog
      name={`item-${store.verb}`}
      title={heading}
      deed={store.loaded && store.allowed === 0 ? null : deed}
      {...(leave === undefined ? {} : { leave })}
      error={store.error}
      busy={store.busy || !store.loaded}
      onSubmit={() => void submit()}
      onClose={closeDialog}
    >
      {store.loaded && store.allowed === 0 && (
        <Text>{t("None of these machines allows this now. Close, and see each machine's status.")}</Text>
      )}
      {children}
    </FormDialog>
  )
})

/** From where to where, and how many of those selected. */
export const Direction = observer(function Direction({
  store,
  title,
  back = false,
}: ItemDialogProps & {
  /** From Azure to the site. */
  back?: boolean
}) {
  const site = store.item?.source ?? t('Your site')
  const azure = 'Microsoft Azure'
  return (
    <>
      <FactList
        facts={[
          { id: 'machine', label: store.single ? t('Virtual machine') : t('For'), value: title },
          { id: 'from', label: t('From'), value: back ? azure : site },
          { id: 'to', label: t('To'), value: back ? site : azure },
        ]}
      />
      {!store.single && store.allowed !== null && (
        <Text>
          {t(
            back
              ? '{n} of {all} virtual machines will be brought back to your site.'
              : '{n} of {all} virtual machines will be failed over.',
            { n: formatCount(store.allowed), all: formatCount(store.ids.length) },
          )}
        </Text>
      )}
    </>
  )
})
