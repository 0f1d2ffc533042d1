import { Button, makeStyles, Textarea } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { FactList } from '../../ui/fact-list.tsx'
import { LabelledField } from '../../ui/field.tsx'
import type { ItemPageStore } from './item-page-store.ts'
import { useTabStyles } from './tab-parts.ts'
import { useFormats } from './use-format.ts'

const useStyles = makeStyles({
  notes: { maxWidth: '640px', display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start' },
  wide: { width: '100%' },
})

/** What was seen in test failovers, and a place for more. */
export const ItemNotes = observer(function ItemNotes({ store }: { store: ItemPageStore }) {
  const root = useRoot()
  const styles = useStyles()
  const { head } = useTabStyles()
  const formats = useFormats()
  const [text, setText] = useState('')
  const writable = root.lab.canWrite === true
  const save = async (): Promise<void> => {
    if (text.trim() !== '' && (await store.note(text))) setText('')
  }
  return (
    <section aria-label={t('Notes')} className={styles.notes}>
      <h2 className={head}>{t('Notes')}</h2>
      <FactList
        facts={(store.item?.notes ?? []).map((note) => ({
          id: String(note.id),
          label: formats.time(note.notedMs),
          value: note.text,
          top: true,
        }))}
      />
      {writable && (
        <>
          <div className={styles.wide}>
            <LabelledField label={t('New note')}>
              <Textarea value={text} maxLength={4000} rows={2} onChange={(_, data) => setText(data.value)} />
            </LabelledField>
          </div>
          <Button disabledFocusable={text.trim() === '' || store.busy} onClick={() => void save()}>
            {t('Save notes')}
          </Button>
        </>
      )}
    </section>
  )
})
