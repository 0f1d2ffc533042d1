import { Field, makeStyles, Radio, RadioGroup } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { Preferences } from '../../../preload/contract/shell.ts'
import { themes } from '../../app/commands/view-commands.ts'
import { useRoot } from '../../app/context.ts'
import { formatBytes } from '../../ui/format.ts'
import { PageHeading } from '../../ui/page-heading.tsx'

const useStyles = makeStyles({
  root: {
    overflowY: 'auto',
    flexGrow: 1,
    padding: '8px 16px 24px',
    display: 'flex',
    flexDirection: 'column',
    gap: '24px',
    maxWidth: '640px',
  },
})

const example = 32 * 1024 ** 3

/** SCR-21: how this window looks; every change takes effect at once and is kept for this user. */
export const ConsoleOptionsView = observer(function ConsoleOptionsView() {
  const { preferences } = useRoot()
  const styles = useStyles()
  const { values } = preferences
  return (
    <div className={styles.root} data-screen="SCR-21" data-ready>
      <PageHeading>Console options</PageHeading>
      <Field label="Theme">
        <RadioGroup value={values.theme} onChange={(_, data) => void preferences.set({ theme: data.value as Preferences['theme'] })}>
          {themes.map((theme) => (
            <Radio key={theme.id} value={theme.id} label={theme.caption} />
          ))}
        </RadioGroup>
      </Field>
      <Field label="Rows of lists">
        <RadioGroup value={values.density} onChange={(_, data) => void preferences.set({ density: data.value as Preferences['density'] })}>
          <Radio value="compact" label="Compact, 28 pixels" />
          <Radio value="comfortable" label="Comfortable, 32 pixels" />
        </RadioGroup>
      </Field>
      <Field label="Sizes" hint="Both count in 1,024s; only the suffix differs.">
        <RadioGroup
          value={values.sizeSuffix}
          onChange={(_, data) => void preferences.set({ sizeSuffix: data.value as Preferences['sizeSuffix'] })}
        >
          <Radio value="GiB" label={formatBytes(example, 'GiB')} />
          <Radio value="GB" label={`${formatBytes(example, 'GB')}, as VMM writes it`} />
        </RadioGroup>
      </Field>
    </div>
  )
})
