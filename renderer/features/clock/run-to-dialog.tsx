import { makeStyles, Radio, RadioGroup } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { ClockEvent } from '../../../preload/contract/clock.ts'
import { clockEvents } from '../../../preload/contract/plain.ts'
import { t } from '../../../preload/contract/words.ts'
import { eventWords, itemEventWords } from '../../app/clock-words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { useZone } from '../../app/use-zone.ts'
import { Request } from '../../state/request.ts'
import { LabelledField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { InstantFields } from '../../ui/instant-fields.tsx'
import { instantOfFields, wallFields } from '../../ui/zoned-time.ts'

const useStyles = makeStyles({ events: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))' } })

const hour = 3_600_000

/** Where the clock is to run: a date in the lab's zone, or the first of what may happen. */
export const RunToDialog = observer(function RunToDialog() {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const styles = useStyles()
  const zone = useZone()
  const nowMs = root.clock.nowMs ?? 0
  const [choice, setChoice] = useState('date')
  const [fields, setFields] = useState(() => wallFields(nowMs + hour, zone.id))
  const [fault, setFault] = useState<string | null>(null)
  const [running] = useState(() => new Request())
  const [item] = useState(() => root.items.single)

  const submit = async (): Promise<void> => {
    running.say(null)
    setFault(null)
    let target: Parameters<typeof root.api.clock.runTo>[0]
    if (choice === 'date') {
      const atMs = instantOfFields(fields, zone.id)
      if (atMs === null) return setFault(t('Enter a date and a time that exist in this time zone.'))
      if (atMs <= (root.clock.nowMs ?? 0)) return setFault(t('Enter a time after {now}.', { now: zone.show(root.clock.nowMs ?? 0) }))
      target = { atMs }
    } else {
      const [event, of] = choice.split(' ') as [ClockEvent, string | undefined]
      target = of === undefined ? { event } : { event, item: Number(of) }
    }
    await running.once(
      () => root.api.clock.runTo(target),
      (state) => {
        root.clock.take(state)
        closeDialog()
      },
    )
  }
  const words = eventWords()
  return (
    <FormDialog
      name="run-to"
      title={t('Run to')}
      deed={t('Run')}
      error={running.error}
      busy={running.busy}
      onSubmit={() => void submit()}
      onClose={closeDialog}
    >
      <LabelledField label={t('Until')} hint={t('The clock runs as fast as this computer allows. Pause stops it at any time.')}>
        <RadioGroup value={choice} onChange={(_, data) => setChoice(data.value)} className={styles.events}>
          <Radio value="date" label={t('Date and time')} />
          {clockEvents.map((event) => (
            <Radio key={event} value={event} label={words[event]} />
          ))}
          {item &&
            Object.entries(itemEventWords(item.name)).map(([event, label]) => (
              <Radio key={`${event} ${item.id}`} value={`${event} ${item.id}`} label={label} />
            ))}
        </RadioGroup>
      </LabelledField>
      {choice === 'date' && <InstantFields value={fields} zone={zone.words} error={fault} onChange={setFields} />}
    </FormDialog>
  )
})
