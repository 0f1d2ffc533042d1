import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowImport32Regular, Delete16Regular, Document16Regular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { t } from '../../../../preload/contract/words.ts'
import { useRoot } from '../../../app/context.ts'
import { formatCount } from '../../../ui/format.ts'
import { type ImportDialogStore, labNameOf } from '../import-dialog-store.ts'

const useStyles = makeStyles({
  drop: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '8px',
    minHeight: '180px',
    padding: '16px',
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    textAlign: 'center',
  },
  hint: { color: tokens.colorNeutralForeground2 },
  link: { fontSize: 'inherit', lineHeight: 'inherit' },
  list: { display: 'flex', flexDirection: 'column', gap: '4px', margin: 0, padding: 0, listStyleType: 'none' },
  file: { display: 'flex', alignItems: 'center', gap: '8px', minHeight: '32px' },
  size: { color: tokens.colorNeutralForeground2, marginLeft: 'auto', fontVariantNumeric: 'tabular-nums' },
})

/** Kilobytes say more than MiB here: exports are small files. */
const fileSize = (bytes: number): string => `${formatCount(Math.max(1, Math.round(bytes / 1024)))} KiB`

export const FilesPage = observer(function FilesPage({ store }: { store: ImportDialogStore }) {
  const root = useRoot()
  const styles = useStyles()
  const first = store.files[0]
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first */}
      <div
        className={styles.drop}
        data-drop-files
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault()
          event.stopPropagation()
          void store.drop([...event.dataTransfer.files])
        }}
      >
        <ArrowImport32Regular aria-hidden />
        <Text weight="semibold">{t('Drop your VMM exports, Azure Migrate CSVs or collector files here')}</Text>
        <Text size={200} align="center" className={styles.hint}>
          {t(
            'All properties of the machines (Get-SCVirtualMachine), one line a disk, or what the collector script wrote. Several files are one import.',
          )}
        </Text>
        <Button onClick={() => void store.pick()} disabledFocusable={store.busy}>
          {t('Add files')}
        </Button>
        <Text size={200} className={styles.hint}>
          {t('No file yet?')}{' '}
          <Link inline className={styles.link} onClick={() => void root.saveCollector()}>
            {t('Save the collector script')}
          </Link>{' '}
          {t('and run it on your VMM server.')}
        </Text>
      </div>
      {store.files.length > 0 && (
        <ul className={styles.list} aria-label={t('Files to import')}>
          {store.files.map((file) => (
            <li key={file.token} className={styles.file}>
              <Document16Regular aria-hidden />
              <span translate="no">{file.name}</span>
              <span className={styles.size}>{fileSize(file.bytes)}</span>
              <Button
                appearance="subtle"
                size="small"
                icon={<Delete16Regular />}
                aria-label={t('Remove {name}', { name: file.name })}
                onClick={() => store.remove(file.token)}
              />
            </li>
          ))}
        </ul>
      )}
      {!root.lab.info && first && (
        <Text size={200} className={styles.hint}>
          {t('No lab is open. Next makes one named {name}.', { name: labNameOf(first.name) })}
        </Text>
      )}
    </>
  )
})
