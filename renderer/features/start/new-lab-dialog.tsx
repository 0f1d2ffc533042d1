import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
} from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { PickedFile } from '../../../preload/contract/common.ts'
import type { SampleSize } from '../../../preload/contract/lab.ts'
import type { RulePackId } from '../../../preload/contract/readiness.ts'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { explain } from '../../app/notifications-store.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { labNameFault } from './lab-name.ts'

type Start = 'import' | 'sample' | 'empty'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '16px' },
  folder: { display: 'flex', gap: '8px' },
  grow: { flexGrow: 1 },
  more: { display: 'flex', flexDirection: 'column', gap: '16px', paddingBottom: '8px' },
})

const packs: readonly { value: RulePackId; label: string }[] = [
  { value: '2016-05', label: t('2016-05, as documented in May 2016') },
  { value: '2020-01', label: t('2020-01, as documented in January 2020') },
]

const sizes: readonly { value: SampleSize; label: string }[] = [
  { value: 'S', label: t('S, a small office') },
  { value: 'M', label: t('M, one site') },
  { value: 'L', label: t('L, several sites') },
  { value: 'XL', label: t('XL, a large company') },
  { value: 'MAX', label: t('MAX, the largest this console is made for') },
]

const zones = (): string[] => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
}

/** W1: name, place, what it starts with; rules, zone and seed for those who care. */
export const NewLabDialog = observer(function NewLabDialog() {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const styles = useStyles()
  const [name, setName] = useState('Lab 1')
  const [folder, setFolder] = useState<PickedFile | null>(null)
  const [start, setStart] = useState<Start>('import')
  const [size, setSize] = useState<SampleSize>('S')
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [rulePack, setRulePack] = useState<RulePackId>('2016-05')
  const [seed, setSeed] = useState('1')
  const [tried, setTried] = useState(false)

  const trimmed = name.trim()
  const nameFault = labNameFault(trimmed)
  const seedFault = /^\d{1,9}$/.test(seed) ? null : t('Enter 0 to 999999999.')
  const fault = root.lab.refusal === null ? null : explain(root.lab.refusal.error)

  const pick = async (): Promise<void> => {
    try {
      setFolder((await root.api.shell.pickFolder({ title: t('Folder for the lab') })) ?? folder)
    } catch (error) {
      root.notifications.fault(error)
    }
  }
  const create = async (): Promise<void> => {
    setTried(true)
    if (nameFault || seedFault) return
    const made = await root.lab.create({
      rulePack,
      name: trimmed,
      seed: Number(seed),
      timeZone,
      ...(folder ? { folder: folder.token } : {}),
      ...(start === 'sample' ? { sample: size } : {}),
    })
    if (!made) return
    closeDialog()
    if (start === 'import') root.openImport()
  }

  return (
    <Dialog open onOpenChange={(_, data) => !data.open && root.lab.busy === null && closeDialog()}>
      <DialogSurface data-screen="W1">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void create()
          }}
        >
          <DialogBody>
            <DialogTitle>{t('New lab')}</DialogTitle>
            <DialogContent className={styles.content}>
              {fault && <ErrorBar message={fault.message} remedy={fault.remedy} code={fault.code} />}
              <TextField label={t('Lab name')} required value={name} onChange={setName} error={tried ? nameFault : null} autoFocus />
              <Field label={t('Folder')} hint={folder ? undefined : t('You choose the place when the lab is made.')}>
                <div className={styles.folder}>
                  <Input className={styles.grow} readOnly value={folder?.name ?? ''} aria-label={t('Folder')} />
                  <Button onClick={() => void pick()}>{t('Browse')}</Button>
                </div>
              </Field>
              <Field label={t('Start with')}>
                <RadioGroup value={start} onChange={(_, data) => setStart(data.value as Start)}>
                  <Radio value="import" label={t('Import inventory')} />
                  <Radio value="sample" label={t('Sample estate')} />
                  <Radio value="empty" label={t('Empty')} />
                </RadioGroup>
              </Field>
              {start === 'sample' && (
                <SelectField label={t('Size')} value={size} onChange={(value) => setSize(value as SampleSize)} options={sizes} />
              )}
              <Accordion collapsible>
                <AccordionItem value="more">
                  <AccordionHeader>{t('More')}</AccordionHeader>
                  <AccordionPanel className={styles.more}>
                    <SelectField
                      label={t('Rules')}
                      value={rulePack}
                      onChange={(value) => setRulePack(value as RulePackId)}
                      options={packs}
                    />
                    <SelectField
                      label={t('Time zone')}
                      value={timeZone}
                      onChange={setTimeZone}
                      options={zones().map((zone) => ({ value: zone, label: zone }))}
                    />
                    <TextField
                      label={t('Seed')}
                      value={seed}
                      onChange={setSeed}
                      inputMode="numeric"
                      error={tried ? seedFault : null}
                      hint={t('The same seed makes the same sample estate.')}
                    />
                  </AccordionPanel>
                </AccordionItem>
              </Accordion>
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabledFocusable={root.lab.busy !== null}>
                {root.lab.busy ?? t('Create')}
              </Button>
              <Button onClick={closeDialog} disabled={root.lab.busy !== null}>
                {t('Cancel')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
})
