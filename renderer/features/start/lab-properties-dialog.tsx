import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
} from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { plural, t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { explain } from '../../app/notifications-store.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { TextField } from '../../ui/field.tsx'
import { formatLabTime, formatWallTime } from '../../ui/format.ts'
import { labNameFault } from './lab-name.ts'

type CheckResult = Awaited<ReturnType<Api['session']['check']>>

const useStyles = makeStyles({ content: { display: 'flex', flexDirection: 'column', gap: '16px' } })

/** SCR-02: what the lab file says of itself, its name, and a check of its contents. */
export const LabPropertiesDialog = observer(function LabPropertiesDialog() {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const styles = useStyles()
  const { info } = root.lab
  const [name, setName] = useState(info?.name ?? '')
  const [checking, setChecking] = useState(false)
  const [result, setResult] = useState<CheckResult | null>(null)
  const [fault, setFault] = useState<ReturnType<typeof explain> | null>(null)
  if (!info) return null
  const trimmed = name.trim()
  const nameFault = labNameFault(trimmed)

  const save = async (): Promise<void> => {
    if (nameFault) return
    try {
      if (trimmed !== info.name) root.lab.take(await root.api.session.rename({ name: trimmed }))
      closeDialog()
    } catch (error) {
      setFault(explain(error))
    }
  }
  const check = async (): Promise<void> => {
    setChecking(true)
    setFault(null)
    try {
      const answer = await root.api.session.check()
      setResult(answer)
      root.notifications.announce(
        answer.ok ? t('The lab is sound.') : t('{problems} found.', { problems: plural(answer.problems.length, 'problem') }),
      )
    } catch (error) {
      setFault(explain(error))
    }
    setChecking(false)
  }

  return (
    <Dialog open onOpenChange={(_, data) => !data.open && closeDialog()}>
      <DialogSurface data-screen="SCR-02">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <DialogBody>
            <DialogTitle>{t('Lab properties')}</DialogTitle>
            <DialogContent className={styles.content}>
              {fault && <ErrorBar message={fault.message} remedy={fault.remedy} code={fault.code} />}
              <TextField label={t('Lab name')} value={name} onChange={setName} error={nameFault} readOnly={info.readOnly} />
              <FactList
                facts={[
                  { id: 'file', label: t('File'), value: info.fileName },
                  { id: 'rules', label: t('Rules'), value: info.rulePack },
                  { id: 'zone', label: t('Time zone'), value: info.timeZone },
                  {
                    id: 'clock',
                    label: t('Lab clock'),
                    value: formatLabTime(info.clockMs, { timeZone: info.timeZone, locale: navigator.language }),
                  },
                  { id: 'seed', label: t('Seed'), value: String(info.seed) },
                  { id: 'saved', label: t('Last change'), value: formatWallTime(info.savedWallMs, navigator.language) },
                  { id: 'access', label: t('Access'), value: info.readOnly ? (info.readOnlyReason ?? 'Read-only') : t('Read and write') },
                ]}
              />
              {checking && <Spinner size="tiny" label={t('Checking the lab')} labelPosition="after" />}
              {result?.ok && (
                <ErrorBar intent="success" message={t('The lab is sound.')} remedy={t('Every table and the whole change log were read.')} />
              )}
              {result && !result.ok && (
                <ErrorBar
                  message={t('{problems} found.', { problems: plural(result.problems.length, 'problem') })}
                  remedy={result.problems
                    .slice(0, 5)
                    .map((problem) => problem.message)
                    .join(' ')}
                  actions={[
                    { label: t('Copy details'), run: () => void root.api.shell.copy({ text: JSON.stringify(result.problems, null, 2) }) },
                  ]}
                />
              )}
            </DialogContent>
            <DialogActions fluid>
              <Button onClick={() => void check()} disabledFocusable={checking}>
                {t('Check the lab')}
              </Button>
              <Button type="submit" appearance="primary">
                {trimmed === info.name ? t('Close') : t('Rename')}
              </Button>
              {trimmed !== info.name && <Button onClick={closeDialog}>{t('Cancel')}</Button>}
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
})
