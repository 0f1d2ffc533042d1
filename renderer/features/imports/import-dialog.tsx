import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useRef, useState } from 'react'
import type { PickedFile } from '../../../preload/contract/common.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { explain } from '../../app/notifications-store.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { ImportDialogStore } from './import-dialog-store.ts'
import { FilesPage } from './pages/files-page.tsx'
import { ImportProgress } from './pages/import-progress.tsx'
import { OutcomePage } from './pages/outcome-page.tsx'

const useStyles = makeStyles({
  surface: { maxWidth: '920px', width: 'calc(100vw - 64px)', height: '640px', maxHeight: 'calc(100vh - 64px)', display: 'flex' },
  body: { flexGrow: 1, height: '100%', maxHeight: 'none', gridTemplateRows: 'auto 1fr auto' },
  content: { display: 'flex', flexDirection: 'column', gap: '16px', minHeight: 0, overflowY: 'auto' },
  actions: { '& button': { whiteSpace: 'nowrap' } },
  heading: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: tokens.fontWeightSemibold, margin: 0 },
})

const headings = { files: t('File'), preview: t('Preview'), result: t('Result') } as const

/** SCR W2. Stays open while it works, so that the result is where the person is looking. */
export const ImportDialog = observer(function ImportDialog({ files }: { files: PickedFile[] }) {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  const [store] = useState(
    () =>
      new ImportDialogStore(files, {
        api: root.api,
        run: root.importRun,
        lab: () => root.lab.info,
        createLab: async (name) => {
          const made = await root.lab.create({ name })
          if (!made && root.lab.refusal) throw root.lab.refusal.error
          return made
        },
      }),
  )
  const { step, outcome } = store

  useEffect(() => {
    if (step === 'files') return
    heading.current?.focus()
    root.notifications.announce(t('Import inventory, {headings}', { headings: headings[step] }))
  }, [step, root])

  // The button that began or ended the work is gone, and the focus with it: back into the dialog, so that its keys go on working.
  const { running, error } = store
  // biome-ignore lint/correctness/useExhaustiveDependencies: beginning, end and failure of the work are the moments
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) heading.current?.focus()
  }, [running, error])

  const fault = store.error === null ? null : explain(store.error)
  const saveRejects = async (): Promise<void> => {
    try {
      const rows = await store.saveRejects()
      if (rows !== null)
        root.notifications.push({ intent: 'success', title: t('{rows} written to the rejects file.', { rows: plural(rows, 'row') }) })
    } catch (error) {
      root.notifications.fault(error)
    }
  }
  const canReject = outcome !== null && outcome.rejectedRows > 0

  return (
    <Dialog open onOpenChange={(_, data) => !data.open && (!store.busy || root.importRun.running === 'import') && closeDialog()}>
      <DialogSurface className={styles.surface} data-screen="W2" data-step={step} data-ready={!store.busy}>
        <DialogBody className={styles.body}>
          <DialogTitle>{t('Import inventory')}</DialogTitle>
          <DialogContent className={styles.content}>
            <h2 ref={heading} tabIndex={-1} className={styles.heading}>
              {headings[step]}
            </h2>
            {fault && (
              <ErrorBar
                message={fault.message}
                remedy={fault.remedy}
                code={fault.code}
                actions={[{ label: t('Copy details'), run: () => void root.api.shell.copy({ text: fault.details }) }]}
              />
            )}
            {store.running ? (
              <ImportProgress />
            ) : step === 'files' ? (
              <FilesPage store={store} />
            ) : (
              outcome && <OutcomePage outcome={outcome} done={step === 'result'} changesNothing={store.changesNothing} />
            )}
          </DialogContent>
          <DialogActions fluid className={styles.actions}>
            {root.importRun.running === 'import' && (
              <Tooltip content={t('The import goes on; its job tells how far it is.')} relationship="description">
                <Button onClick={closeDialog}>{t('Continue in background')}</Button>
              </Tooltip>
            )}
            {store.running && (
              <Button onClick={() => void store.stop()}>{root.importRun.running === 'preview' ? t('Stop') : t('Cancel import')}</Button>
            )}
            {!store.running && canReject && (
              <Button disabledFocusable={store.saving} onClick={() => void saveRejects()}>
                {store.rejectsAreLines ? t('Save rejected lines') : t('Save rejects CSV')}
              </Button>
            )}
            {!store.running && step === 'files' && (
              <>
                <Button appearance="primary" disabledFocusable={store.files.length === 0 || store.busy} onClick={() => void store.look()}>
                  {t('Next')}
                </Button>
                <Button disabled={store.busy} onClick={closeDialog}>
                  {t('Cancel')}
                </Button>
              </>
            )}
            {!store.running && step === 'preview' && (
              <>
                <Button onClick={store.back}>{t('Previous')}</Button>
                <Button appearance="primary" onClick={() => void store.start()}>
                  {t('Import')}
                </Button>
                <Button onClick={closeDialog}>{t('Cancel')}</Button>
              </>
            )}
            {!store.running && step === 'result' && (
              <>
                <Button appearance="primary" onClick={root.openGettingStarted}>
                  {t('Start Getting Started')}
                </Button>
                <Button onClick={closeDialog}>{t('Close')}</Button>
              </>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
})
