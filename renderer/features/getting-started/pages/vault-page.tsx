import { observer } from 'mobx-react-lite'
import { t } from '../../../../preload/contract/words.ts'
import { CheckField, RadioField, SelectField } from '../../../wizard/choice-fields.tsx'
import { TextField } from '../../../wizard/fields.tsx'
import { FieldGrid, Note } from '../../../wizard/page-layout.tsx'
import { useOptions, useSetup } from '../setup-context.ts'

const choices = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }))

export const VaultPage = observer(() => {
  const setup = useSetup()
  const options = useOptions()
  const { vault } = setup.answers
  const group = vault.resourceGroup
  const groups = options.resourceGroups.filter((g) => g.subscription === vault.subscription)
  return (
    <>
      <Note>{t('A Recovery Services vault holds the recovery settings of this site. Finish creates it in the lab.')}</Note>
      <FieldGrid>
        <TextField
          path="name"
          label={t('Name')}
          required
          maxLength={50}
          value={vault.name}
          onChange={(name) => setup.patch('vault', { name })}
          hint={options.vaults.length > 0 ? t('In the lab: {vaults}', { vaults: options.vaults.join(', ') }) : undefined}
        />
        <SelectField
          path="subscription"
          label={t('Subscription')}
          required
          value={vault.subscription}
          choices={choices(options.subscriptions)}
          onChange={(subscription) => setup.patch('vault', { subscription })}
        />
        <RadioField
          path="resourceGroup.mode"
          label={t('Resource group')}
          required
          value={group.mode}
          choices={[
            { value: 'new', label: t('Create new') },
            { value: 'existing', label: t('Use existing') },
          ]}
          onChange={(mode) =>
            setup.patch('vault', { resourceGroup: { mode, name: mode === 'existing' ? (groups[0]?.name ?? '') : group.name } })
          }
        />
        {group.mode === 'new' ? (
          <TextField
            path="resourceGroup.name"
            label={t('New resource group')}
            required
            maxLength={90}
            value={group.name}
            onChange={(name) => setup.patch('vault', { resourceGroup: { ...group, name } })}
          />
        ) : (
          <SelectField
            path="resourceGroup.name"
            label={t('Existing resource group')}
            required
            value={group.name}
            choices={groups.map((g) => ({ value: g.name, label: `${g.name} (${g.region})` }))}
            onChange={(name) => setup.patch('vault', { resourceGroup: { ...group, name } })}
            hint={
              groups.length === 0
                ? t('{subscription} has no resource group in the lab.', { subscription: vault.subscription || t('The subscription') })
                : undefined
            }
          />
        )}
        <SelectField
          path="region"
          label={t('Location')}
          required
          value={vault.region}
          choices={choices(options.regions)}
          onChange={(region) => setup.patch('vault', { region })}
          hint={t('Machines replicate to this region; storage account and network must be in it too.')}
        />
        <CheckField
          path="pinToDashboard"
          label={t('Pin to dashboard')}
          checked={vault.pinToDashboard}
          onChange={(pinToDashboard) => setup.patch('vault', { pinToDashboard })}
        />
      </FieldGrid>
    </>
  )
})
