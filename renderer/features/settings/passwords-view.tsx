import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import { useRoot } from '../../app/context.ts'
import { explain } from '../../app/notifications-store.ts'
import { useTableStyles } from '../../ui/data-table.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'

type State = Awaited<ReturnType<Api['secrets']['state']>>

const useStyles = makeStyles({
  root: { overflowY: 'auto', flexGrow: 1, padding: '8px 16px 24px', display: 'flex', flexDirection: 'column', gap: '16px' },
  table: { maxWidth: '880px' },
  hint: { color: tokens.colorNeutralForeground2, margin: 0, maxWidth: '720px' },
})

const places: readonly (readonly [what: string, where: string])[] = [
  [t('Passwords'), t('The keychain of this computer, under "Offsite Console". Never in a lab file, a log, a plan or a script.')],
  [t('A password while you type it'), t('The memory of this console. It is gone when you close the dialog or the console.')],
  [
    t('Inventory, plans, jobs, history'),
    t('The lab file. It holds the name of a keychain entry, not the password; a copy on another PC asks for it once.'),
  ],
  [t('Theme, sizes, recent labs'), t("This user's settings folder.")],
  [t('Logs'), t("This user's settings folder. Passwords that are held are blanked before a line is written.")],
]

/** Security: which keychain keeps the passwords, or why none does, and what is stored where. */
export const PasswordsView = observer(function PasswordsView() {
  const root = useRoot()
  const styles = useStyles()
  const table = useTableStyles()
  const [state, setState] = useState<State | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again on demand
  useEffect(() => {
    let current = true
    root.api.secrets.state().then(
      (answer) => {
        if (!current) return
        setState(answer)
        setError(null)
      },
      (caught: unknown) => current && setError(caught),
    )
    return () => {
      current = false
    }
  }, [root, asked])

  const again = { label: t('Try again'), run: () => setAsked(asked + 1) }
  const fault = error === null ? null : explain(error)
  return (
    <div className={styles.root} data-screen="settings-passwords" data-ready={state !== null || fault !== null}>
      <PageHeading>{t('Passwords and keychain')}</PageHeading>
      {fault && <ErrorBar message={fault.message} remedy={fault.remedy} code={fault.code} actions={[again]} />}
      {!state && !fault && (
        <Skeleton aria-label={t('Asking the keychain')}>
          <SkeletonItem size={32} />
        </Skeleton>
      )}
      {state && state.backend !== null && (
        <ErrorBar
          intent="success"
          message={t('Passwords are kept in {backend}.', { backend: state.backend })}
          remedy={t('An entry was written, read and removed to make sure.')}
        />
      )}
      {state && state.backend === null && (
        <ErrorBar
          intent="warning"
          message={t('Session only: no keychain answers.')}
          remedy={t('{problem} A password that you type is held until the dialog closes and is saved nowhere.', {
            problem: state.problem ?? '',
          }).trim()}
          code="keychain-missing"
          actions={[again]}
        />
      )}
      <div className={styles.table}>
        <table className={table.table} aria-label={t('What is stored where')}>
          <thead>
            <tr>
              <th scope="col" className={table.head}>
                {t('What')}
              </th>
              <th scope="col" className={table.head}>
                {t('Where')}
              </th>
            </tr>
          </thead>
          <tbody>
            {places.map(([what, where]) => (
              <tr key={what}>
                <th scope="row" className={`${table.cell} ${table.rowHead}`}>
                  {what}
                </th>
                <td className={table.cell}>{where}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
})
