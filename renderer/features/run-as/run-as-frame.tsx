import { makeStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { ListRow } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { formatWallTime } from '../../ui/format.ts'
import { RunAsStore } from './run-as-store.ts'

const useStyles = makeStyles({
  bars: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    padding: '0 16px 8px',
    flexShrink: 0,
    maxHeight: '160px',
    overflowY: 'auto',
  },
})

/** What the keychain adds to the list of accounts: the state of each password, and what is to be done about it. */
export const RunAsFrame = observer(function RunAsFrame({
  children,
}: {
  children: (notices: ReactNode, overlay: (row: ListRow) => ListRow) => ReactNode
}) {
  const root = useRoot()
  const styles = useStyles()
  const [store] = useState(() => new RunAsStore(root.api))
  useEffect(() => {
    void store.load()
    const stops = [
      root.api.inventory.onChanged((change) => void (change.played || store.load())),
      root.engine.onRestarted(() => void store.load()),
      root.onRefreshed(store.load),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [store, root])

  const { accounts, missing, restartDue, keychainProblem, error } = store
  // Another function for other accounts, so that the grid asks again.
  const overlay = useCallback((row: ListRow) => (accounts === null ? row : store.overlay(row)), [store, accounts])
  const writable = root.lab.canWrite === true
  const some = missing.length > 0 || restartDue.length > 0 || (keychainProblem !== null && (accounts ?? []).length > 0) || error !== null
  const notices = some && (
    <section className={styles.bars} aria-label={t('Passwords of the accounts')}>
      {error && <ErrorBar message={error.message} remedy={error.remedy ?? null} code={error.code} />}
      {restartDue.map((account) => (
        <ErrorBar
          key={`restart-${account.id}`}
          intent="warning"
          message={t('{name} changed {restartDueWallMs}.', {
            name: account.name,
            restartDueWallMs: formatWallTime(account.restartDueWallMs ?? 0, navigator.language),
          })}
          remedy={t('Restart the VMM service on {usedBy}.', { usedBy: account.usedBy.join(', ') })}
          actions={writable ? [{ label: t('Mark as restarted'), run: () => void store.markRestarted(account.id), busy: store.busy }] : []}
        />
      ))}
      {keychainProblem !== null && (
        <ErrorBar intent="warning" message={t('No keychain answers.')} remedy={keychainProblem} code="keychain-missing" />
      )}
      {keychainProblem === null &&
        missing.map((account) => (
          <ErrorBar
            key={`missing-${account.id}`}
            intent="warning"
            message={t('{name} has no password on this PC.', { name: account.name })}
            remedy={t('Passwords never travel. Enter it once here.')}
            code="secret-missing"
            actions={
              writable ? [{ label: t('Enter password'), run: () => root.openDialog({ name: 'run-as-password', id: account.id }) }] : []
            }
          />
        ))}
    </section>
  )
  return <>{children(notices, overlay)}</>
})
