import { observer } from 'mobx-react-lite'
import type { SetupAnswers } from '../../../../preload/contract/setup-answers.ts'
import { t } from '../../../../preload/contract/words.ts'
import { CheckField, CheckListField } from '../../../wizard/choice-fields.tsx'
import { NumberField, TextField } from '../../../wizard/fields.tsx'
import { FieldGrid, Section } from '../../../wizard/page-layout.tsx'
import { useSetup } from '../setup-context.ts'

type Throttle = SetupAnswers['capacity']['throttle']
type Day = Throttle['workDays'][number]

const days: readonly { value: Day; label: string }[] = [
  { value: 'monday', label: 'Mon' },
  { value: 'tuesday', label: t('Tue') },
  { value: 'wednesday', label: t('Wed') },
  { value: 'thursday', label: t('Thu') },
  { value: 'friday', label: t('Fri') },
  { value: 'saturday', label: t('Sat') },
  { value: 'sunday', label: t('Sun') },
]

/** Bandwidth windows and threads of the agent on each host. */
export const ThrottleFields = observer(() => {
  const setup = useSetup()
  const { capacity } = setup.answers
  const { throttle } = capacity
  const patch = (change: Partial<Throttle>) => setup.patch('capacity', { throttle: { ...throttle, ...change } })
  return (
    <>
      <Section title={t('Throttling')}>
        <CheckField
          path="throttle.enabled"
          label={t('Enable internet bandwidth usage throttling for backup operations')}
          checked={throttle.enabled}
          onChange={(enabled) => patch({ enabled })}
          hint={t('As the agent on each Hyper-V host words it; it holds replication back too.')}
        />
        {throttle.enabled && (
          <FieldGrid>
            <CheckListField
              path="throttle.workDays"
              label={t('Work days')}
              required
              wide
              values={throttle.workDays}
              choices={days}
              onChange={(workDays) => patch({ workDays: workDays as Day[] })}
            />
            <TextField
              path="throttle.workStart"
              label={t('Work hours from')}
              type="time"
              required
              value={throttle.workStart}
              onChange={(workStart) => patch({ workStart })}
            />
            <TextField
              path="throttle.workEnd"
              label={t('Work hours to')}
              type="time"
              required
              value={throttle.workEnd}
              onChange={(workEnd) => patch({ workEnd })}
            />
            <NumberField
              path="throttle.workKbps"
              label={t('Work hours bandwidth')}
              unit="Kbps"
              required
              value={throttle.workKbps}
              onChange={(workKbps) => patch({ workKbps })}
              hint={t('1 Kbps = 1,024 bit/s here, as the agent counts.')}
            />
            <NumberField
              path="throttle.nonWorkKbps"
              label={t('Non-work hours bandwidth')}
              unit="Kbps"
              required
              value={throttle.nonWorkKbps}
              onChange={(nonWorkKbps) => patch({ nonWorkKbps })}
            />
          </FieldGrid>
        )}
      </Section>
      <Section title={t('Threads')}>
        <FieldGrid>
          <NumberField
            path="uploadThreads"
            label="UploadThreadsPerVM"
            required
            min={4}
            max={32}
            value={capacity.uploadThreads}
            onChange={(uploadThreads) => setup.patch('capacity', { uploadThreads })}
            hint={t('Raise it only on a link with room to spare.')}
          />
          <NumberField
            path="downloadThreads"
            label="DownloadThreadsPerVM"
            required
            min={4}
            max={32}
            value={capacity.downloadThreads}
            onChange={(downloadThreads) => setup.patch('capacity', { downloadThreads })}
            hint={t('Used on the way back, at failback.')}
          />
        </FieldGrid>
      </Section>
    </>
  )
})
