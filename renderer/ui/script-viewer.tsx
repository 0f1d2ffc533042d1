import { Button, makeStyles, Tab, TabList, tokens, typographyStyles } from '@fluentui/react-components'
import { CopyRegular } from '@fluentui/react-icons'
import { useId, useState } from 'react'
import type { ScriptFile } from '../../preload/contract/setup.ts'
import { t } from '../../preload/contract/words.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px', minHeight: 0, flexGrow: 1 },
  bar: { display: 'flex', alignItems: 'center', columnGap: '8px', justifyContent: 'space-between', flexWrap: 'wrap' },
  run: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', columnGap: '8px' },
  tabs: { flexWrap: 'wrap' },
  text: {
    ...typographyStyles.caption1,
    fontFamily: tokens.fontFamilyMonospace,
    margin: 0,
    padding: '12px',
    flexGrow: 1,
    minHeight: '120px',
    overflow: 'auto',
    whiteSpace: 'pre',
    tabSize: 2,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})

const languages: Record<ScriptFile['language'], string> = { powershell: 'PowerShell', bicep: 'Bicep', text: t('Text') }

interface Props {
  readonly files: readonly ScriptFile[]
  readonly onCopy: (text: string) => void
}

/** Files as tabs, one shown with where it runs; what is shown is exactly what is copied and saved. */
export const ScriptViewer = ({ files, onCopy }: Props) => {
  const styles = useStyles()
  const id = useId()
  const [chosen, choose] = useState(files[0]?.name)
  const file = files.find((f) => f.name === chosen) ?? files[0]
  if (!file) return <p>{t('There is no script yet.')}</p>
  return (
    <div className={styles.root} data-enter="own">
      <TabList className={styles.tabs} size="small" selectedValue={file.name} onTabSelect={(_, data) => choose(String(data.value))}>
        {files.map((f) => (
          <Tab key={f.name} value={f.name} id={`${id}-${f.name}`} translate="no">
            {f.name}
          </Tab>
        ))}
      </TabList>
      <div className={styles.bar}>
        <span className={styles.run}>
          {file.language === 'text'
            ? t('Text, to read first')
            : t('{languages}. Run on: {runOn}', { languages: languages[file.language], runOn: file.runOn })}
        </span>
        <span className={styles.buttons}>
          <Button size="small" icon={<CopyRegular />} onClick={() => onCopy(file.text)}>
            {t('Copy')}
          </Button>
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text needs the keyboard */}
      <pre className={styles.text} tabIndex={0} role="tabpanel" aria-labelledby={`${id}-${file.name}`}>
        {file.text}
      </pre>
    </div>
  )
}
