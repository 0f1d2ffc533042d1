import { makeStyles, tokens } from '@fluentui/react-components'
import { type DragEvent, type ReactNode, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../context.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%', position: 'relative', minWidth: 0 },
  over: {
    position: 'absolute',
    inset: '8px',
    zIndex: 1000,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    fontSize: tokens.fontSizeBase500,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `2px dashed ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    opacity: 0.96,
    pointerEvents: 'none',
  },
})

/** Inventory files may be dropped anywhere on the window. */
export const DropTarget = ({ children }: { children: ReactNode }) => {
  const root = useRoot()
  const styles = useStyles()
  const [depth, setDepth] = useState(0)
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')
  const drop = async (files: readonly File[]): Promise<void> => {
    try {
      root.openImport(await Promise.all(files.map((file) => root.api.files.dropped(file))))
    } catch (error) {
      root.notifications.fault(error)
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the command Import inventory is the first
    <div
      className={styles.root}
      onDragEnter={(event) => {
        if (hasFiles(event)) setDepth((now) => now + 1)
      }}
      onDragLeave={(event) => {
        if (hasFiles(event)) setDepth((now) => Math.max(0, now - 1))
      }}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault()
      }}
      onDrop={(event) => {
        event.preventDefault()
        setDepth(0)
        void drop([...event.dataTransfer.files])
      }}
    >
      {children}
      {depth > 0 && <div className={styles.over}>{t('Drop inventory files to import them')}</div>}
    </div>
  )
}
