import { Toast, ToastBody, Toaster, ToastTitle, useId, useToastController } from '@fluentui/react-components'
import { useEffect } from 'react'
import { useRoot } from '../context.ts'

/** Each new notice for 6 seconds; faults stay until they are read. */
export const Toasts = () => {
  const root = useRoot()
  const toasterId = useId('toaster')
  const { dispatchToast } = useToastController(toasterId)
  useEffect(
    () =>
      root.notifications.onPushed((notice) => {
        dispatchToast(
          <Toast>
            <ToastTitle>{notice.title}</ToastTitle>
            {notice.body && <ToastBody>{notice.body}</ToastBody>}
          </Toast>,
          { intent: notice.intent, timeout: notice.intent === 'error' ? 12_000 : 6000, pauseOnHover: true },
        )
      }),
    [root, dispatchToast],
  )
  // The live regions of the frame announce; the toaster would say everything twice.
  return <Toaster toasterId={toasterId} position="bottom-end" offset={{ vertical: 32, horizontal: 16 }} announce={() => undefined} />
}
