import { observer } from 'mobx-react-lite'
import { plural, t } from '../../../../preload/contract/words.ts'
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
      <Section title={t('Create and associate policy')}>
        <FieldGrid>
          <TextField
            path="policyName"
            label={t('Name')}
            required
            maxLength={120}
            value={replication.policyName}
            onChange={(policyName) => patch({ policyName })}
            hint={
              options.policies.length > 0
                ? t('In the lab: {policies}. The same name changes that policy.', { policies: options.policies.join(', ') })
                : undefined
            }
          />
          <div />
          <TextField path="sourceType" label={t('Source type')} value={t('System Center VMM')} disabled onChange={() => undefined} />
          <TextField path="targetType" label={t('Target type')} value={t('Azure')} disabled onChange={() => undefined} />
          <SelectField
            path="copyFrequencySeconds"
            label={t('Copy frequency')}
            required
            empty={null}
            value={String(replication.copyFrequencySeconds)}
            choices={[
              { value: '30', label: t('30 seconds') },
              { value: '300', label: t('5 Minutes') },
              { value: '900', label: t('15 Minutes') },
            ]}
            onChange={(seconds) => patch({ copyFrequencySeconds: Number(seconds) })}
          />
          <NumberField
            path="retentionHours"
            label={t('Recovery point retention in hours')}
            required
            min={1}
            max={24}
            value={replication.retentionHours}
            onChange={(retentionHours) => patch({ retentionHours })}
          />
          <NumberField
            path="appConsistentHours"
            label={t('App-consistent snapshot frequency in hours')}
            required
            min={0}
            max={12}
            value={replication.appConsistentHours}
            onChange={(appConsistentHours) => patch({ appConsistentHours })}
            hint={t('0 = Off. Snapshots slow the machine a little while they are taken.')}
          />
          <SelectField
            path="initialReplicationStart.mode"
            label={t('Initial replication start time')}
            required
            empty={null}
            value={later ? 'at' : 'immediately'}
            choices={[
              { value: 'immediately', label: t('Immediately') },
              { value: 'at', label: t('At a time') },
            ]}
            onChange={(mode) => patch({ initialReplicationStart: mode === 'at' ? '22:00' : 'immediately' })}
          />
          {later && (
            <TextField
              path="initialReplicationStart"
              label={t('Start at')}
              type="time"
              required
              value={replication.initialReplicationStart}
              onChange={(initialReplicationStart) => patch({ initialReplicationStart })}
              hint={t("In the lab's time zone, within 24 hours.")}
            />
          )}
          <RadioField
            path="encrypt"
            label={t('Encrypt data stored on Azure')}
            horizontal
            value={replication.encrypt ? 'on' : 'off'}
            choices={[
              { value: 'on', label: t('On') },
              { value: 'off', label: t('Off') },
            ]}
            onChange={(encrypt) => patch({ encrypt: encrypt === 'on' })}
          />
        </FieldGrid>
      </Section>
      <Section title={t('Associate VMM clouds')}>
        <Note>{t('The policy applies to the machines of these clouds.')}</Note>
        <CheckListField
          path="clouds"
          label={t('Clouds')}
          required
          values={replication.clouds}
          choices={(server?.clouds ?? []).map((c) => ({
            value: c.name,
            label: t('{name} ({machines})', { name: c.name, machines: plural(c.vms, 'machine') }),
          }))}
          none={t('Choose a VMM server on the Source page first.')}
          onChange={(clouds) => patch({ clouds })}
        />
      </Section>
    </>
  )
})
