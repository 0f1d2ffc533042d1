import { Button, Checkbox, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { SetupMachine } from '../../../../preload/contract/setup.ts'
import { plural, t } from '../../../../preload/contract/words.ts'
import { formatBytes, formatCount, unknown } from '../../../ui/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { shortVerdictWords } from '../../../ui/verdict-words.ts'
import type { MachineRowProps } from '../../../wizard/machine-grid.tsx'
import { useSetup } from '../setup-context.ts'

const useStyles = makeStyles({
  row: {
    ...typographyStyles.caption1,
    display: 'grid',
    gridTemplateColumns: '32px minmax(0, 1fr) 76px 76px',
    columnGap: '8px',
    alignItems: 'center',
    minHeight: '52px',
    padding: '4px 8px 4px 4px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: 'default',
  },
  compact: { gridTemplateColumns: '32px minmax(0, 1fr) 92px' },
  // A quiet fill with the same contrast in every theme: most rows are selected, and each has its box.
  selected: { backgroundColor: tokens.colorNeutralBackground3, boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}` },
  active: { outline: `1px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-1px' },
  name: { ...typographyStyles.body1Strong, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  facts: { color: tokens.colorNeutralForeground2, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  reason: { color: tokens.colorNeutralForeground1, overflowWrap: 'anywhere' },
  rule: { fontWeight: tokens.fontWeightSemibold },
  blank: { height: '52px', borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
})

/** What keeps the machine out; cautions are for machines that can be selected. */
export const reasonsOf = (m: SetupMachine): SetupMachine['findings'] => m.findings.filter((f) => f.severity === 'blocker')

const factsOf = (m: SetupMachine): string => {
  const known = m.disks.filter((d) => d.sizeBytes !== null)
  const size = known.length > 0 ? formatBytes(known.reduce((sum, d) => sum + (d.sizeBytes ?? 0), 0)) : unknown
  return [
    m.osName ?? (m.osFamily === null ? t('OS not in the import') : m.osFamily === 'windows' ? 'Windows' : 'Linux'),
    m.cpuCount === null ? null : `${formatCount(m.cpuCount)} CPU`,
    m.memoryBytes === null ? null : formatBytes(m.memoryBytes),
    `${plural(m.disks.length, 'disk')} ${size}`,
    m.host ?? t('no host'),
  ]
    .filter((text) => text !== null)
    .join(', ')
}

export const MachineRow = observer(({ id, index, machine, active, onActivate, onToggle }: MachineRowProps<SetupMachine>) => {
  const setup = useSetup()
  const styles = useStyles()
  if (!machine) return <div id={id} className={styles.blank} role="row" tabIndex={-1} aria-rowindex={index + 1} aria-busy />
  const selected = setup.selection.has(machine)
  const item = setup.selection.item(machine)
  const blocked = !machine.eligible
  // A machine that was selected before and no longer may be can still be taken out.
  const locked = blocked && !selected
  // Beside open properties the rows are narrow, and a click shows another machine's.
  const compact = setup.openMachine !== null
  const verdict = shortVerdictWords[blocked ? 'not-ready' : machine.verdict]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid holds the focus and answers the keys
    <div
      id={id}
      className={mergeClasses(styles.row, compact && styles.compact, selected && styles.selected, active && styles.active)}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 1}
      aria-selected={selected}
      aria-disabled={locked}
      data-machine={machine.name}
      data-eligible={machine.eligible}
      onClick={() => {
        onActivate()
        if (compact) setup.showMachine(machine)
      }}
    >
      <div role="gridcell" tabIndex={-1}>
        <Checkbox
          checked={selected}
          disabled={locked}
          aria-label={t('Select {name}', { name: machine.name })}
          input={{ tabIndex: -1 }}
          onChange={onToggle}
        />
      </div>
      <div role="gridcell" tabIndex={-1} style={{ minWidth: 0 }}>
        <div className={styles.name}>{machine.name}</div>
        {blocked ? (
          reasonsOf(machine).map((finding) => (
            <div key={`${finding.rule} ${finding.message}`} className={styles.reason}>
              <span className={styles.rule}>{finding.rule}</span> {!compact && `${finding.message} ${finding.remedy}`}
            </div>
          ))
        ) : (
          <div className={styles.facts} title={factsOf(machine)}>
            {factsOf(machine)}
          </div>
        )}
        {!blocked && selected && machine.osNeeded && !(item?.osFamily ?? machine.osFamily) && (
          <div className={styles.reason}>{t('Choose the OS and the OS disk in Properties.')}</div>
        )}
      </div>
      <div role="gridcell" tabIndex={-1}>
        <StatusWord tone={verdict.tone}>{verdict.word}</StatusWord>
      </div>
      {!compact && (
        <div role="gridcell" tabIndex={-1}>
          {!blocked && (
            <Button
              size="small"
              tabIndex={-1}
              aria-label={t('Properties of {name}', { name: machine.name })}
              onClick={() => setup.showMachine(machine)}
            >
              {t('Properties')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
})
