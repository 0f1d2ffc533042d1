import { observer } from 'mobx-react-lite'
import { useRoot } from '../context.ts'

/** Live regions: results politely, faults at once. */
export const Announcer = observer(function Announcer() {
  const { notifications } = useRoot()
  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite" data-live="polite">
        {notifications.polite}
      </div>
      <div className="visually-hidden" role="alert" aria-live="assertive" data-live="assertive">
        {notifications.assertive}
      </div>
    </>
  )
})
