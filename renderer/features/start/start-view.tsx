import { Button, makeStyles, Spinner, Text, tokens, typographyStyles } from '@fluentui/react-components'
import {
  Add32Regular,
  ArrowImport32Regular,
  Box32Regular,
  CompassNorthwestRegular,
  Document20Regular,
  DocumentArrowDownRegular,
  type FluentIcon,
  FolderOpenRegular,
} from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { explain } from '../../app/notifications-store.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'

const useStyles = makeStyles({
  root: { flexGrow: 1, overflowY: 'auto', display: 'flex', justifyContent: 'center', backgroundColor: tokens.colorNeutralBackground1 },
  page: { width: '920px', maxWidth: 'calc(100% - 48px)', padding: '48px 0', display: 'flex', flexDirection: 'column', gap: '24px' },
  lead: { color: tokens.colorNeutralForeground2 },
  columns: { display: 'grid', gridTemplateColumns: '1fr 320px', gap: '48px', alignItems: 'start' },
  ways: { display: 'flex', flexDirection: 'column', gap: '8px' },
  way: {
    justifyContent: 'flex-start',
    minHeight: '72px',
    padding: '12px 16px',
    textAlign: 'left',
    gap: '12px',
    maxWidth: 'none',
    '& svg': { width: '28px', height: '28px' },
  },
  wayText: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start' },
  wayWhy: { fontWeight: tokens.fontWeightRegular, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  tour: { alignSelf: 'flex-start', paddingLeft: '16px' },
  title: { ...typographyStyles.subtitle2, margin: '0 0 8px' },
  recent: { display: 'flex', flexDirection: 'column' },
  lab: { justifyContent: 'flex-start', textAlign: 'left', padding: '6px 8px', minWidth: 0 },
  labText: { display: 'flex', flexDirection: 'column', minWidth: 0, overflow: 'hidden' },
  folder: {
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
})

/** No lab is open: the ways to one. */
export const StartView = observer(function StartView() {
  const root = useRoot()
  const styles = useStyles()
  const { lab } = root
  const fault = lab.refusal === null ? null : explain(lab.refusal.error)
  const locked = lab.refusal?.error instanceof AppError && lab.refusal.error.code === 'lab-locked'
  return (
    <main className={styles.root} data-screen="SCR-01" data-ready={lab.busy === null} data-pane="content">
      <div className={styles.page}>
        <div>
          <PageHeading>Offsite Console</PageHeading>
          <Text className={styles.lead}>
            {t('Plan how machines in VMM clouds replicate to Azure. Everything happens on this computer.')}
          </Text>
        </div>
        {fault && (
          <ErrorBar
            message={fault.message}
            remedy={fault.remedy}
            code={fault.code}
            actions={[
              ...(locked ? [{ label: t('Open a copy'), run: () => void lab.openCopy() }] : []),
              { label: t('Copy details'), run: () => void root.api.shell.copy({ text: fault.details }) },
            ]}
            onDismiss={lab.clearRefusal}
          />
        )}
        {lab.busy && <Spinner size="small" label={lab.busy} labelPosition="after" style={{ alignSelf: 'flex-start' }} />}
        <div className={styles.columns}>
          <div className={styles.ways}>
            <Way
              command="lab.sample"
              icon={Box32Regular}
              title={t('Open sample lab')}
              why={t('"Harbour Clinic": a small estate to try everything on.')}
              primary
            />
            <Way
              command="import.open"
              icon={ArrowImport32Regular}
              title={t('Import your inventory')}
              why={t('VMM exports, Azure Migrate CSVs or collector files. You can drop them here.')}
            />
            <Way
              command="lab.new"
              icon={Add32Regular}
              title={t('New lab')}
              why={t('Empty, or with a sample estate of the size you choose.')}
            />
            <Way command="lab.open" icon={FolderOpenRegular} title={t('Open lab')} why={t('A lab file (.offsite) on this computer.')} />
            <Button
              appearance="transparent"
              className={styles.tour}
              icon={<CompassNorthwestRegular />}
              data-command="help.tour"
              disabled={lab.busy !== null}
              onClick={() => root.commands.run('help.tour')}
            >
              {t('Take a tour of the sample lab')}
            </Button>
            <Button
              appearance="transparent"
              className={styles.tour}
              icon={<DocumentArrowDownRegular />}
              data-command="collector.save"
              onClick={() => root.commands.run('collector.save')}
            >
              {t('Save the collector script')}
            </Button>
          </div>
          <section aria-labelledby="recent-labs">
            <h2 className={styles.title} id="recent-labs">
              {t('Recent')}
            </h2>
            {lab.recent.length === 0 ? (
              <Text size={200} className={styles.lead}>
                {t('No labs yet. Try the sample lab.')}
              </Text>
            ) : (
              <div className={styles.recent}>
                {lab.recent.map((item) => (
                  <Button
                    key={item.id}
                    appearance="subtle"
                    className={styles.lab}
                    icon={<Document20Regular />}
                    disabled={lab.busy !== null}
                    data-recent={item.id}
                    onClick={() => void lab.openRecent(item.id)}
                  >
                    <span className={styles.labText}>
                      <span>{item.name}</span>
                      <span className={styles.folder} title={item.folder}>
                        {item.missing ? t('The file is not there any more') : item.folder}
                      </span>
                    </span>
                  </Button>
                ))}
              </div>
            )}
          </section>
        </div>
      </div>
    </main>
  )
})

const Way = observer(function Way({
  command,
  icon: Icon,
  title,
  why,
  primary = false,
}: {
  command: string
  icon: FluentIcon
  title: string
  why: string
  primary?: boolean
}) {
  const root = useRoot()
  const styles = useStyles()
  return (
    <Button
      appearance={primary ? 'primary' : 'outline'}
      className={styles.way}
      icon={<Icon />}
      data-command={command}
      disabled={root.commands.get(command)?.enabled() !== true}
      onClick={() => root.commands.run(command)}
    >
      <span className={styles.wayText}>
        <span>{title}</span>
        <span className={styles.wayWhy}>{why}</span>
      </span>
    </Button>
  )
})
