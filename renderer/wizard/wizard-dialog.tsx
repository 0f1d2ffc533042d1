import { Button, Dialog, DialogSurface, makeStyles, mergeClasses, Spinner, tokens, typographyStyles } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { t } from '../../preload/contract/words.ts'
import { WizardContext } from './wizard-context.ts'
import { keepFocusInside, moveFocus } from './wizard-focus.ts'
import { wizardKey } from './wizard-keys.ts'
import { WizardLeaveDialog } from './wizard-leave-dialog.tsx'
import { ErrorSummary, Failure } from './wizard-messages.tsx'
import { WizardRail } from './wizard-rail.tsx'
import { WizardScriptDialog } from './wizard-script-dialog.tsx'
import type { WizardStore } from './wizard-store.ts'

const useStyles = makeStyles({
  surface: {
    width: 'min(920px, calc(100vw - 32px))',
    maxWidth: 'none',
    height: 'min(640px, calc(100vh - 32px))',
    maxHeight: 'none',
    padding: 0,
    overflow: 'hidden',
  },
  frame: { display: 'flex', flexDirection: 'column', height: '100%' },
  title: {
    ...typographyStyles.body1Strong,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    minHeight: '40px',
    padding: '0 8px 0 16px',
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  middle: { display: 'flex', flexGrow: 1, minHeight: 0 },
  page: {
    flexGrow: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    overflowY: 'auto',
    padding: '16px 24px',
    rowGap: '16px',
    '& > *': { flexShrink: 0 },
  },
  head: { display: 'flex', alignItems: 'baseline', justifyContent: 'space-between', columnGap: '16px' },
  heading: {
    ...typographyStyles.subtitle1,
    margin: 0,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  count: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap' },
  content: { display: 'flex', flexDirection: 'column', rowGap: '24px', flexGrow: 1 },
  footer: {
    display: 'flex',
    alignItems: 'center',
    columnGap: '8px',
    padding: '10px 16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
    // Leaves room for what was saved.
    '@media (max-width: 700px)': { '& button': { minWidth: 0 } },
  },
  saved: {
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground3,
    flexGrow: 1,
    minWidth: 0,
  },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
})

interface Props {
  readonly store: WizardStore
  /** Public name of the wizard for tests: "getting-started". */
  readonly name: string
  readonly title: string
  /** Everything that the page needs has arrived. */
  readonly ready: boolean
  /** Instead of a page, while there is nothing to show or it cannot be shown. */
  readonly waiting?: ReactNode
  readonly finishLabel?: string
  readonly onCopy: (text: string) => void
  readonly onSaveScripts?: () => void
  readonly savedText: string | null
}

/** The frame that every wizard lives in: rail, page with its heading, footer, keys, focus, announcements. */
export const WizardDialog = observer((props: Props) => {
  const { store, name, title, ready, waiting, finishLabel = t('Finish'), onCopy, onSaveScripts, savedText } = props
  const styles = useStyles()
  const frame = useRef<HTMLDivElement>(null)
  const { n, target } = store.focus
  const page = store.current

  // biome-ignore lint/correctness/useExhaustiveDependencies: the count is the wish; the same target again is a new wish
  useEffect(() => {
    // One frame later: the page must have drawn its fields, and the dialog's own first focus must be past.
    const frameId = requestAnimationFrame(() => frame.current && moveFocus(frame.current, target))
    return () => cancelAnimationFrame(frameId)
  }, [n, waiting === undefined])

  // A dialog on top was closed: back to where the person was, so that keys go on working.
  const last = useRef<HTMLElement | null>(null)
  const covered = store.dialog !== 'none'
  useEffect(() => {
    if (covered) return
    const back = last.current
    if (!back) return
    const frameId = requestAnimationFrame(() => {
      if (back.isConnected) back.focus()
      else if (frame.current) moveFocus(frame.current, { to: 'heading' })
    })
    return () => cancelAnimationFrame(frameId)
  }, [covered])

  useEffect(() => (frame.current ? keepFocusInside(frame.current) : undefined), [])

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.defaultPrevented || store.dialog !== 'none') return
    const key = wizardKey(event, event.target instanceof Element ? event.target : null)
    if (!key) return
    event.preventDefault()
    event.stopPropagation()
    // What is being typed must count: fields hand over their value when they are left.
    if (document.activeElement instanceof HTMLElement && key !== 'save' && key !== 'script') document.activeElement.blur()
    if (key === 'next') void store.next()
    else if (key === 'previous') store.previous()
    else if (key === 'finish') void store.finish()
    else if (key === 'save') void store.saveDraft()
    else void store.viewScript()
  }

  return (
    <WizardContext.Provider value={store}>
      <Dialog open modalType="modal" onOpenChange={(_, data) => !data.open && store.requestClose()}>
        <DialogSurface
          className={styles.surface}
          aria-label={title}
          data-wizard={name}
          data-page={page.id}
          data-ready={ready && store.busy === null ? 'true' : 'false'}
        >
          {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the whole wizard; every one has a button too */}
          <div
            className={styles.frame}
            ref={frame}
            onKeyDown={onKeyDown}
            onFocus={(event) => {
              last.current = event.target
            }}
          >
            <div className={styles.title}>
              <span>{title}</span>
              <Button appearance="subtle" icon={<DismissRegular />} aria-label={t('Close')} onClick={store.requestClose} />
            </div>
            <div className={styles.middle}>
              <WizardRail store={store} />
              <div className={styles.page} data-screen={page.screen} key={page.id} aria-busy={!ready}>
                <div className={styles.head}>
                  <h1 className={styles.heading} tabIndex={-1} data-wizard-heading="">
                    {page.title}
                  </h1>
                  <span className={styles.count}>
                    {t('Step {index} of {steps}', { index: store.index + 1, steps: store.steps.length })}
                  </span>
                </div>
                <Failure store={store} />
                <ErrorSummary store={store} />
                <div className={styles.content}>{waiting ?? <page.Page />}</div>
              </div>
            </div>
            <div className={styles.footer}>
              {store.keepsDrafts && (
                <Button onClick={() => void store.saveDraft()} title="Ctrl+S">
                  {t('Save draft')}
                </Button>
              )}
              <span className={styles.saved}>{savedText}</span>
              {store.busy && <Spinner size="tiny" label={store.busy === 'finish' ? t('Finishing') : t('Checking')} />}
              <Button disabled={store.isFirst || store.busy !== null} onClick={store.previous} title="Alt+B">
                {t('Previous')}
              </Button>
              <Button
                appearance={store.isLast ? 'secondary' : 'primary'}
                disabled={store.isLast || store.busy !== null || waiting !== undefined}
                onClick={() => void store.next()}
                title="Alt+N"
              >
                {t('Next')}
              </Button>
              <Button
                appearance={store.isLast ? 'primary' : 'secondary'}
                disabled={!store.canFinish || store.busy !== null || waiting !== undefined}
                onClick={() => void store.finish()}
                title={store.canFinish ? 'Alt+F' : t('Go through every page first')}
              >
                {finishLabel}
              </Button>
              <Button onClick={store.requestClose} disabled={store.busy === 'finish'}>
                {t('Cancel')}
              </Button>
            </div>
            <div className={mergeClasses(styles.hidden)} role="status" aria-live="polite">
              {store.announcement}
            </div>
          </div>
        </DialogSurface>
      </Dialog>
      <WizardLeaveDialog store={store} />
      <WizardScriptDialog store={store} onCopy={onCopy} onSave={onSaveScripts} />
    </WizardContext.Provider>
  )
})
