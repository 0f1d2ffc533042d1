import { Button, makeStyles, Spinner } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { RulePackId } from '../../../preload/contract/readiness.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import { useRoot } from '../../app/context.ts'
import { Request } from '../../state/request.ts'
import { useTableStyles } from '../../ui/data-table.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { formatCount } from '../../ui/format.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { verdictWords } from '../../ui/verdict-words.ts'

type Comparison = Awaited<ReturnType<Api['readiness']['compare']>>

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px', maxWidth: '880px', margin: '8px 0' },
  actions: { display: 'flex', gap: '8px', alignItems: 'center' },
  scroll: { maxHeight: '320px', overflowY: 'auto' },
})

const Verdict = ({ verdict }: { verdict: keyof typeof verdictWords }) => (
  <StatusWord tone={verdictWords[verdict].tone}>{verdictWords[verdict].word}</StatusWord>
)

/** Another pack for this lab: first what it would change, then the switch, which is one job and can be taken back. */
export const PackSwitch = observer(function PackSwitch({ id, onSwitched }: { id: RulePackId; onSwitched: () => void }) {
  const root = useRoot()
  const styles = useStyles()
  const [comparison, setComparison] = useState<Comparison | null>(null)
  const [judging] = useState(() => new Request())
  const { busy: working, error: fault } = judging
  const info = root.lab.info
  const compare = () => judging.once(() => root.api.readiness.compare({ rulePack: id }), setComparison)
  const use = () =>
    judging.once(
      () => root.api.readiness.usePack({ rulePack: id }),
      () => {
        root.notifications.announce(t('This lab is judged by rules {id} now.', { id }))
        onSwitched()
      },
    )
  return (
    <div className={styles.root} data-pack-switch={id}>
      <div className={styles.actions}>
        <Button onClick={() => void compare()} disabledFocusable={working}>
          {t('Compare')}
        </Button>
        <Button onClick={() => void use()} disabledFocusable={working || info?.readOnly === true} appearance="primary">
          {t('Use in this lab')}
        </Button>
        {working && <Spinner size="tiny" label={t('Judging the machines')} labelPosition="after" />}
      </div>
      {info?.readOnly && <span>{info.readOnlyReason ?? t('This lab is read-only.')}</span>}
      {fault && <ErrorBar message={fault.message} remedy={fault.remedy} code={fault.code} />}
      {comparison && <Difference comparison={comparison} />}
    </div>
  )
})

const Difference = ({ comparison }: { comparison: Comparison }) => {
  const styles = useStyles()
  const table = useTableStyles()
  const { changed, machines, rulePack } = comparison
  const heads = (captions: readonly string[]) => (
    <thead>
      <tr>
        {captions.map((caption) => (
          <th key={caption} scope="col" className={table.head}>
            {caption}
          </th>
        ))}
      </tr>
    </thead>
  )
  return (
    <>
      <table className={table.table} aria-label={t('Machines by verdict, now and under rules {rulePack}', { rulePack })}>
        {heads([t('Verdict'), t('Now'), t('Under rules {rulePack}', { rulePack })])}
        <tbody>
          {comparison.verdicts.map(({ verdict, before, after }) => (
            <tr key={verdict}>
              <th scope="row" className={`${table.cell} ${table.rowHead}`}>
                <Verdict verdict={verdict} />
              </th>
              <td className={table.cell}>{formatCount(before)}</td>
              <td className={table.cell}>{formatCount(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <span data-changed={changed}>
        {changed === 0
          ? t('No machine gets another verdict.')
          : changed > machines.length
            ? t('{changed} get another verdict; the first {shown} are listed.', {
                changed: plural(changed, 'machine'),
                shown: formatCount(machines.length),
              })
            : t('{n, plural, one {# machine gets} other {# machines get}} another verdict.', { n: changed })}
      </span>
      {machines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('Machines with another verdict')}>
          <table className={table.table} aria-label={t('Machines with another verdict')}>
            {heads([t('Name'), t('Now'), t('Then'), t('Why')])}
            <tbody>
              {machines.map((machine) => (
                <tr key={machine.id}>
                  <th scope="row" className={`${table.cell} ${table.rowHead}`} translate="no">
                    {machine.name}
                  </th>
                  <td className={table.cell}>
                    <Verdict verdict={machine.before} />
                  </td>
                  <td className={table.cell}>
                    <Verdict verdict={machine.after} />
                  </td>
                  <td className={table.cell}>{machine.reason ?? '-'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
