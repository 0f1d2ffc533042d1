import { observer } from 'mobx-react-lite'
import { t } from '../../../preload/contract/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { useRoot } from '../context.ts'

/** Under the title: the engine was restarted, or cannot be. */
export const EngineBar = observer(function EngineBar() {
  const { engine, api } = useRoot()
  if (engine.status.state === 'failed') {
    const error = engine.status.error
    return (
      <ErrorBar
        message={error?.message ?? t('The engine stopped and could not be started again.')}
        remedy={error?.remedy ?? t('Close the console and open it again. Everything confirmed is saved.')}
        code={error?.code ?? 'engine-failed'}
        actions={[{ label: t('Copy details'), run: () => void api.shell.copy({ text: JSON.stringify(error ?? {}, null, 2) }) }]}
      />
    )
  }
  if (engine.status.state === 'restarting') {
    return (
      <ErrorBar
        intent="warning"
        message={t('The engine stopped and is being started again.')}
        remedy={t('This takes a moment.')}
        code="engine-restarted"
      />
    )
  }
  if (!engine.restarted) return null
  return (
    <ErrorBar
      intent="warning"
      message={t('The engine stopped and was restarted.')}
      remedy={t('Unconfirmed work is lost. Repeat the last action.')}
      code="engine-restarted"
      onDismiss={engine.dismiss}
    />
  )
})
