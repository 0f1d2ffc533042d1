import { observer } from 'mobx-react-lite'
import { plural, t } from '../../../../preload/contract/words.ts'
import { CheckField, CheckListField, RadioField, SelectField } from '../../../wizard/choice-fields.tsx'
import { TextField } from '../../../wizard/fields.tsx'
import { FieldGrid, Note, Section } from '../../../wizard/page-layout.tsx'
import { useOptions, useSetup } from '../setup-context.ts'
import { ProxyFields } from './proxy-fields.tsx'

/** Prepare source: the VMM server, then what its Provider setup asks. */
export const SourcePage = observer(() => {
  const setup = useSetup()
  const options = useOptions()
  const { source } = setup.answers
  const server = options.vmmServers.find((s) => s.name === source.vmmServer)
  return (
    <>
      <Section title={t('Step 1: Select the VMM server')}>
        <FieldGrid>
          <SelectField
            path="vmmServer"
            label={t('VMM server')}
            required
            value={source.vmmServer}
            choices={options.vmmServers.map((s) => ({ value: s.name, label: s.name }))}
            onChange={(vmmServer) => setup.patch('source', { vmmServer, clouds: [], friendlyName: vmmServer })}
            hint={
              server
                ? t('{version}, {clouds}', {
                    version: server.version ? `VMM ${server.version}` : t('Version not in the import'),
                    clouds: plural(server.clouds.length, 'cloud'),
                  })
                : undefined
            }
          />
        </FieldGrid>
        {server?.registered && (
          <Note>{t('{name} is registered in the vault already. Finish updates its settings.', { name: server.name })}</Note>
        )}
      </Section>
      <Section title={t('Step 2: Register the server with the Provider')}>
        <FieldGrid>
          <RadioField
            path="microsoftUpdate"
            label={t('Microsoft Update')}
            value={source.microsoftUpdate}
            choices={[
              { value: 'on', label: t('On (recommended)'), help: t('Use Microsoft Update to check for updates.') },
              { value: 'off', label: t('Off'), help: t('Do not automatically check for updates.') },
            ]}
            onChange={(microsoftUpdate) => setup.patch('source', { microsoftUpdate })}
          />
          <TextField
            path="friendlyName"
            label={t('Friendly Name')}
            required
            maxLength={100}
            value={source.friendlyName}
            onChange={(friendlyName) => setup.patch('source', { friendlyName })}
            hint={t('Shown in the vault. For a VMM cluster, use the name of its cluster role.')}
          />
        </FieldGrid>
      </Section>
      <Section title={t('Vault Settings')}>
        <FieldGrid>
          <TextField
            path="keyFile"
            label={t('Key file')}
            value={source.keyFile}
            placeholder={t('{name}_….VaultCredentials', { name: setup.answers.vault.name || 'vault' })}
            onChange={(keyFile) => setup.patch('source', { keyFile })}
            hint={t('The registration key of the vault, downloaded in the portal. Leave it empty until you have it.')}
          />
          <TextField
            path="keyGeneratedOn"
            label={t('Key generated on')}
            placeholder="2016-05-10"
            maxLength={10}
            value={source.keyGeneratedOn}
            onChange={(keyGeneratedOn) => setup.patch('source', { keyGeneratedOn })}
            hint={t('The key is valid for 5 days.')}
          />
          <TextField
            path="keySubscription"
            label={t('Subscription')}
            value={setup.answers.vault.subscription}
            disabled
            onChange={() => undefined}
          />
          <TextField path="keyVault" label={t('Vault name')} value={setup.answers.vault.name} disabled onChange={() => undefined} />
        </FieldGrid>
      </Section>
      <Section title={t('Synchronize Cloud Metadata')}>
        <CheckField
          path="sync"
          label={t('Sync cloud metadata')}
          checked={source.sync === 'all'}
          onChange={(all) => setup.patch('source', { sync: all ? 'all' : 'chosen' })}
          hint={t('Asked once per server. Ticked, all its clouds appear in the vault; cleared, only the clouds you choose.')}
        />
        {source.sync === 'chosen' && (
          <CheckListField
            path="clouds"
            label={t('Clouds to send to the vault')}
            required
            values={source.clouds}
            choices={(server?.clouds ?? []).map((c) => ({
              value: c.name,
              label: `${c.name} (${plural(c.vms, 'machine')}, ${plural(c.hosts, 'host')})`,
            }))}
            none={t('Choose a VMM server first.')}
            onChange={(clouds) => setup.patch('source', { clouds })}
          />
        )}
      </Section>
      <Section title={t('Internet Connection')}>
        <RadioField
          path="connection"
          label={t('How the Provider connects')}
          required
          value={source.connection}
          choices={[
            { value: 'direct', label: t('Connect directly to Azure Site Recovery without a proxy') },
            { value: 'proxy', label: t('Connect to Azure Site Recovery using a proxy server') },
          ]}
          onChange={(connection) => setup.patch('source', { connection })}
        />
        {source.connection === 'proxy' && <ProxyFields />}
      </Section>
      <Section title={t('Data Encryption')}>
        <FieldGrid>
          <TextField
            path="certificateFolder"
            label={t('Location to save certificate')}
            wide
            value={source.certificateFolder}
            onChange={(certificateFolder) => setup.patch('source', { certificateFolder })}
            hint={t(
              'A folder on the VMM server. Needed only when data is encrypted in Azure: keep the certificate, a failover asks for it.',
            )}
          />
        </FieldGrid>
      </Section>
    </>
  )
})
