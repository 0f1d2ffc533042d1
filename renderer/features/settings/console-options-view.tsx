import { Field, makeStyles, Radio, RadioGroup } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { Preferences } from '../../../preload/contract/shell.ts'
import { t } from '../../../preload/contract/words.ts'
import { themes } from '../../app/commands/view-commands.ts'
import { useRoot } from '../../app/context.ts'
import { formatBytes, formatWallTime } from '../../ui/format.ts'
import { PageHeading } from '../../ui/page-heading.tsx'

const useStyles = makeStyles({
  root: {
    overflowY: 'auto',
    flexGrow: 1,
    padding: '8px 16px 24px',
    display: 'flex',
    flexDirection: 'column',
    gap: '24px',
    // The page scrolls at its edge; its lines stay short.
    '& > *': { maxWidth: '640px' },
  },
})

const example = 32 * 1024 ** 3

/** SCR-21: how this window looks; every change takes effect at once and is kept for this user. */
export const ConsoleOptionsView = observer(function ConsoleOptionsView() {
  const root = useRoot()
  const { preferences } = root
  const styles = useStyles()
  const { values } = preferences
  return (
    <div className={styles.root} data-screen="SCR-21" data-ready>
      <PageHeading>{t('Console options')}</PageHeading>
      <Field label={t('Theme')}>
        <RadioGroup value={values.theme} onChange={(_, data) => void preferences.set({ theme: data.value as Preferences['theme'] })}>
          {themes.map((theme) => (
            <Radio key={theme.id} value={theme.id} label={theme.caption} />
          ))}
        </RadioGroup>
      </Field>
      <Field label={t('Rows of lists')}>
        <RadioGroup value={values.density} onChange={(_, data) => void preferences.set({ density: data.value as Preferences['density'] })}>
          <Radio value="compact" label={t('Compact, 28 pixels')} />
          <Radio value="comfortable" label={t('Comfortable, 32 pixels')} />
        </RadioGroup>
      </Field>
      <Field label={t('Sizes')} hint={t('Both count in 1,024s; only the suffix differs.')}>
        <RadioGroup
          value={values.sizeSuffix}
          onChange={(_, data) => void preferences.set({ sizeSuffix: data.value as Preferences['sizeSuffix'] })}
        >
          <Radio value="GiB" label={formatBytes(example, 'GiB')} />
          <Radio value="GB" label={t('{example}, as VMM writes it', { example: formatBytes(example, 'GB') })} />
        </RadioGroup>
      </Field>
      <Field
        label={t('Dates and times')}
        hint={t('Now: {wallNowMs}. Their form is that of your system.', {
          wallNowMs: formatWallTime(root.wallNowMs(), navigator.language),
        })}
      >
        <RadioGroup value={values.dates} onChange={(_, data) => void preferences.set({ dates: data.value as Preferences['dates'] })}>
          <Radio value="zone" label={t("In the lab's time zone; wall times in this computer's")} />
          <Radio value="utc" label={t('All in UTC')} />
        </RadioGroup>
      </Field>
      <Field
        label={t('Language')}
        hint={t('Another language starts the page again. Texts that a lab keeps, such as names of jobs, stay as they were written.')}
      >
        <RadioGroup
          value={values.language}
          onChange={(_, data) => void preferences.speak(data.value as Preferences['language'], 'page:console-options')}
        >
          <Radio value="en" label="English" />
          <Radio value="en-XA" label={t('Pseudo language: accented English in brackets, for translators and testers')} />
        </RadioGroup>
      </Field>
    </div>
  )
})
