import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { printKey } from '../../app/keys.ts'
import { placeCard } from './place-card.ts'
import { stopText, tourStops } from './tour-stops.ts'
import { useTargetBox } from './use-target-box.ts'

/** Pixels that the card may need at most; it is placed before it is drawn. */
const card = { width: 344, height: 216 }

const useStyles = makeStyles({
  surface: {
    inset: 'auto',
    margin: 0,
    width: `${card.width}px`,
    maxWidth: 'calc(100vw - 16px)',
    maxHeight: 'calc(100vh - 16px)',
    padding: '16px',
    boxSizing: 'border-box',
  },
  title: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  backdrop: { backgroundColor: 'transparent' },
  // Its shadow darkens everything but what it stands around.
  spot: {
    position: 'fixed',
    boxSizing: 'border-box',
    border: `2px solid ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: `0 0 0 9999px ${tokens.colorBackgroundOverlay}`,
    pointerEvents: 'none',
  },
  count: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, marginRight: 'auto', alignSelf: 'center' },
  actions: { display: 'flex', gridColumnStart: 1, justifySelf: 'stretch', width: '100%' },
})

/** Seven coach marks around the window; arrows and buttons walk, Esc leaves. */
export const TourDialog = observer(function TourDialog() {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const styles = useStyles()
  const [index, setIndex] = useState(0)
  const next = useRef<HTMLButtonElement>(null)
  const stop = tourStops[index] ?? tourStops[0]
  const box = useTargetBox(stop?.target ?? '')
  const last = index === tourStops.length - 1

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new stop brings the focus back to the way on
  useEffect(() => next.current?.focus(), [index])

  if (!stop) return null
  const walk = (by: number): void => setIndex((now) => Math.max(0, Math.min(tourStops.length - 1, now + by)))
  const print = (key: string): string => printKey(key, root.info.platform === 'darwin')
  return (
    <Dialog
      open
      onOpenChange={(_, data) => {
        // A click beside the card is no wish to leave.
        if (!data.open && data.type !== 'backdropClick') closeDialog()
      }}
    >
      <DialogSurface
        className={styles.surface}
        style={placeCard(box, card, { width: window.innerWidth, height: window.innerHeight })}
        data-tour-stop={index + 1}
        backdrop={{
          className: styles.backdrop,
          children: box && (
            <div className={styles.spot} style={{ left: box.left, top: box.top, width: box.width, height: box.height }} aria-hidden />
          ),
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') walk(1)
          else if (event.key === 'ArrowLeft') walk(-1)
        }}
      >
        <DialogBody>
          <DialogTitle className={styles.title} action={null}>
            {stop.title}
          </DialogTitle>
          <DialogContent aria-live="polite">{stopText(stop, print)}</DialogContent>
          <DialogActions className={styles.actions}>
            <span className={styles.count}>{t('{index} of {tourStops}', { index: index + 1, tourStops: tourStops.length })}</span>
            {index > 0 && (
              <Button size="small" onClick={() => walk(-1)}>
                {t('Back')}
              </Button>
            )}
            {last ? (
              <>
                <Button size="small" onClick={root.openGettingStarted}>
                  {t('Getting Started')}
                </Button>
                <Button size="small" appearance="primary" ref={next} onClick={closeDialog}>
                  {t('Done')}
                </Button>
              </>
            ) : (
              <>
                <Button size="small" onClick={closeDialog}>
                  {t('Leave')}
                </Button>
                <Button size="small" appearance="primary" ref={next} onClick={() => walk(1)}>
                  {t('Next')}
                </Button>
              </>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
})
