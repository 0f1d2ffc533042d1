import { observer } from 'mobx-react-lite'
import { plural } from '../../../ui/format.ts'
import { CheckListField, RadioField, SelectField } from '../../../wizard/choice-fields.tsx'
import { NumberField, TextField } from '../../../wizard/fields.tsx'
import { FieldGrid, Note, Section } from '../../../wizard/page-layout.tsx'
import { useOptions, useSetup } from '../setup-context.ts'

export const ReplicationPage = observer(() => {
  const setup = useSetup()
  const options = useOptions()
  const { replication } = setup.answers
  const patch = (change: Partial<typeof replication>) => setup.patch('replication', change)
  const later = replication.initialReplicationStart !== 'immediately'
  const server = options.vmmServers.find((s) => s.name === setup.answers.source.vmmServer)
  return (
    <>
      <Section title="Create and associate policy">
        <FieldGrid>
          <TextField
            path="policyName"
            label="Name"
            required
            maxLength={120}
            value={replication.policyName}
            onChange={(policyName) => patch({ policyName })}
            hint={
              options.policies.length > 0 ? `In the lab: ${options.policies.join(', ')}. The same name changes that policy.` : undefined
            }
          />
          <div />
          <TextField path="sourceType" label="Source type" value="System Center VMM" disabled onChange={() => undefined} />
          <TextField path="targetType" label="Target type" value="Azure" disabled onChange={() => undefined} />
          <SelectField
            path="copyFrequencySeconds"
            label="Copy frequency"
            required
            empty={null}
            value={String(replication.copyFrequencySeconds)}
            choices={[
              { value: '30', label: '30 seconds' },
              { value: '300', label: '5 Minutes' },
              { value: '900', label: '15 Minutes' },
            ]}
            onChange={(seconds) => patch({ copyFrequencySeconds: Number(seconds) })}
          />
          <NumberField
            path="retentionHours"
            label="Recovery point retention in hours"
            required
            min={1}
            max={24}
            value={replication.retentionHours}
            onChange={(retentionHours) => patch({ retentionHours })}
          />
          <NumberField
            path="appConsistentHours"
            label="App-consistent snapshot frequency in hours"
            required
            min={0}
            max={12}
            value={replication.appConsistentHours}
            onChange={(appConsistentHours) => patch({ appConsistentHours })}
            hint="0 = Off. Snapshots slow the machine a little while they are taken."
          />
          <SelectField
            path="initialReplicationStart.mode"
            label="Initial replication start time"
            required
            empty={null}
            value={later ? 'at' : 'immediately'}
            choices={[
              { value: 'immediately', label: 'Immediately' },
              { value: 'at', label: 'At a time' },
            ]}
            onChange={(mode) => patch({ initialReplicationStart: mode === 'at' ? '22:00' : 'immediately' })}
          />
          {later && (
            <TextField
              path="initialReplicationStart"
              label="Start at"
              type="time"
              required
              value={replication.initialReplicationStart}
              onChange={(initialReplicationStart) => patch({ initialReplicationStart })}
              hint="In the lab's time zone, within 24 hours."
            />
          )}
          <RadioField
            path="encrypt"
            label="Encrypt data stored on Azure"
            horizontal
            value={replication.encrypt ? 'on' : 'off'}
            choices={[
              { value: 'on', label: 'On' },
              { value: 'off', label: 'Off' },
            ]}
            onChange={(encrypt) => patch({ encrypt: encrypt === 'on' })}
          />
        </FieldGrid>
      </Section>
      <Section title="Associate VMM clouds">
        <Note>The policy applies to the machines of these clouds.</Note>
        <CheckListField
          path="clouds"
          label="Clouds"
          required
          values={replication.clouds}
          choices={(server?.clouds ?? []).map((c) => ({ value: c.name, label: `${c.name} (${plural(c.vms, 'machine')})` }))}
          none="Choose a VMM server on the Source page first."
          onChange={(clouds) => patch({ clouds })}
        />
      </Section>
    </>
  )
})
