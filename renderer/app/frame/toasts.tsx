import {
  Link,
  makeStyles,
  Toast,
  ToastBody,
  Toaster,
  ToastTitle,
  ToastTrigger,
  useId,
  useToastController,
} from '@fluentui/react-components'
import { useEffect } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../context.ts'

// A part of the page with a name of its own, over everything, in the way of nothing.
const useStyles = makeStyles({ layer: { position: 'fixed', inset: 0, pointerEvents: 'none', zIndex: 1_000_000 } })

/** Each new notice for 6 seconds; faults stay until they are read. */
export const Toasts = () => {
  const root = useRoot()
  const styles = useStyles()
  const toasterId = useId('toaster')
  const { dispatchToast } = useToastController(toasterId)
  useEffect(
    () =>
      root.notifications.onPushed((notice) => {
        if (!notice.toast) return
        const action = notice.actions[0]
        dispatchToast(
          <Toast>
            <ToastTitle
              {...(action && {
                action: (
                  <ToastTrigger>
                    <Link onClick={action.run}>{action.label}</Link>
                  </ToastTrigger>
                ),
              })}
            >
              {notice.title}
            </ToastTitle>
            {notice.body && <ToastBody>{notice.body}</ToastBody>}
          </Toast>,
          { intent: notice.intent, timeout: notice.intent === 'error' ? 12_000 : 6000, pauseOnHover: true },
        )
      }),
    [root, dispatchToast],
  )
  // The live regions of the frame announce; the toaster would say everything twice.
  return (
    <section className={styles.layer} aria-label={t('Results')}>
      <Toaster inline toasterId={toasterId} position="bottom-end" offset={{ vertical: 32, horizontal: 16 }} announce={() => undefined} />
    </section>
  )
}
