import { Checkbox, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { Candidate } from '../../../../preload/contract/enable-replication.ts'
import { t } from '../../../../preload/contract/words.ts'
import { formatBytes, unknown } from '../../../ui/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { shortVerdictWords } from '../../../ui/verdict-words.ts'
import type { MachineRowProps } from '../../../wizard/machine-grid.tsx'
import { useEnable } from './enable-context.ts'

const useStyles = makeStyles({
  row: {
    ...typographyStyles.caption1,
    display: 'grid',
    gridTemplateColumns: '32px minmax(0, 1fr) 96px',
    columnGap: '8px',
    alignItems: 'center',
    minHeight: '52px',
    padding: '4px 8px 4px 4px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: 'default',
  },
  selected: { backgroundColor: tokens.colorNeutralBackground3, boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}` },
  active: { outline: `1px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-1px' },
  name: { ...typographyStyles.body1Strong, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  facts: { color: tokens.colorNeutralForeground2, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  reason: { color: tokens.colorNeutralForeground1, overflowWrap: 'anywhere' },
  rule: { fontWeight: tokens.fontWeightSemibold },
})

const factsOf = (m: Candidate): string => {
  const known = m.disks.filter((disk) => disk.sizeBytes !== null)
  const size = known.length > 0 ? formatBytes(known.reduce((sum, disk) => sum + (disk.sizeBytes ?? 0), 0)) : unknown
  return [
    m.osName ?? t('OS not in the import'),
    t('{n, plural, one {# disk} other {# disks}} {size}', { n: m.disks.length, size }),
    m.cloud ?? t('no cloud'),
    m.host ?? t('no host'),
  ].join(', ')
}

export const CandidateRow = observer(function CandidateRow({
  id,
  index,
  machine,
  active,
  onActivate,
  onToggle,
}: MachineRowProps<Candidate>) {
  const enable = useEnable()
  const styles = useStyles()
  if (!machine) return <div id={id} className={styles.row} role="row" tabIndex={-1} aria-rowindex={index + 1} aria-busy />
  const selected = enable.selected.has(machine.vmId)
  const verdict = shortVerdictWords[machine.eligible ? machine.verdict : 'not-ready']
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid holds the focus and answers the keys
    <div
      id={id}
      className={mergeClasses(styles.row, selected && styles.selected, active && styles.active)}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 1}
      aria-selected={selected}
      aria-disabled={!machine.eligible}
      data-machine={machine.name}
      data-eligible={machine.eligible}
      onClick={onActivate}
    >
      <div role="gridcell" tabIndex={-1}>
        <Checkbox
          checked={selected}
          disabled={!machine.eligible}
          aria-label={t('Select {name}', { name: machine.name })}
          input={{ tabIndex: -1 }}
          onChange={onToggle}
        />
      </div>
      <div role="gridcell" tabIndex={-1} style={{ minWidth: 0 }}>
        <div className={styles.name}>{machine.name}</div>
        {machine.eligible ? (
          <div className={styles.facts} title={factsOf(machine)}>
            {factsOf(machine)}
          </div>
        ) : (
          machine.findings
            .filter((finding) => finding.severity === 'blocker')
            .map((finding) => (
              <div key={`${finding.rule} ${finding.message}`} className={styles.reason}>
                <span className={styles.rule}>{finding.rule}</span> {finding.message} {finding.remedy}
              </div>
            ))
        )}
      </div>
      <div role="gridcell" tabIndex={-1}>
        <StatusWord tone={verdict.tone}>{verdict.word}</StatusWord>
      </div>
    </div>
  )
})
