import { observer } from 'mobx-react-lite'
import { plural } from '../../../ui/format.ts'
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
      <Section title="Step 1: Select the VMM server">
        <FieldGrid>
          <SelectField
            path="vmmServer"
            label="VMM server"
            required
            value={source.vmmServer}
            choices={options.vmmServers.map((s) => ({ value: s.name, label: s.name }))}
            onChange={(vmmServer) => setup.patch('source', { vmmServer, clouds: [], friendlyName: vmmServer })}
            hint={
              server
                ? `${server.version ? `VMM ${server.version}` : 'Version not in the import'}, ${plural(server.clouds.length, 'cloud')}`
                : undefined
            }
          />
        </FieldGrid>
        {server?.registered && <Note>{`${server.name} is registered in the vault already. Finish updates its settings.`}</Note>}
      </Section>
      <Section title="Step 2: Register the server with the Provider">
        <FieldGrid>
          <RadioField
            path="microsoftUpdate"
            label="Microsoft Update"
            value={source.microsoftUpdate}
            choices={[
              { value: 'on', label: 'On (recommended)', help: 'Use Microsoft Update to check for updates.' },
              { value: 'off', label: 'Off', help: 'Do not automatically check for updates.' },
            ]}
            onChange={(microsoftUpdate) => setup.patch('source', { microsoftUpdate })}
          />
          <TextField
            path="friendlyName"
            label="Friendly Name"
            required
            maxLength={100}
            value={source.friendlyName}
            onChange={(friendlyName) => setup.patch('source', { friendlyName })}
            hint="Shown in the vault. For a VMM cluster, use the name of its cluster role."
          />
        </FieldGrid>
      </Section>
      <Section title="Vault Settings">
        <FieldGrid>
          <TextField
            path="keyFile"
            label="Key file"
            value={source.keyFile}
            placeholder={`${setup.answers.vault.name || 'vault'}_….VaultCredentials`}
            onChange={(keyFile) => setup.patch('source', { keyFile })}
            hint="The registration key of the vault, downloaded in the portal. Leave it empty until you have it."
          />
          <TextField
            path="keyGeneratedOn"
            label="Key generated on"
            placeholder="2016-05-10"
            maxLength={10}
            value={source.keyGeneratedOn}
            onChange={(keyGeneratedOn) => setup.patch('source', { keyGeneratedOn })}
            hint="The key is valid for 5 days."
          />
          <TextField
            path="keySubscription"
            label="Subscription"
            value={setup.answers.vault.subscription}
            disabled
            onChange={() => undefined}
          />
          <TextField path="keyVault" label="Vault name" value={setup.answers.vault.name} disabled onChange={() => undefined} />
        </FieldGrid>
      </Section>
      <Section title="Synchronize Cloud Metadata">
        <CheckField
          path="sync"
          label="Sync cloud metadata"
          checked={source.sync === 'all'}
          onChange={(all) => setup.patch('source', { sync: all ? 'all' : 'chosen' })}
          hint="Asked once per server. Ticked, all its clouds appear in the vault; cleared, only the clouds you choose."
        />
        {source.sync === 'chosen' && (
          <CheckListField
            path="clouds"
            label="Clouds to send to the vault"
            required
            values={source.clouds}
            choices={(server?.clouds ?? []).map((c) => ({
              value: c.name,
              label: `${c.name} (${plural(c.vms, 'machine')}, ${plural(c.hosts, 'host')})`,
            }))}
            none="Choose a VMM server first."
            onChange={(clouds) => setup.patch('source', { clouds })}
          />
        )}
      </Section>
      <Section title="Internet Connection">
        <RadioField
          path="connection"
          label="How the Provider connects"
          required
          value={source.connection}
          choices={[
            { value: 'direct', label: 'Connect directly to Azure Site Recovery without a proxy' },
            { value: 'proxy', label: 'Connect to Azure Site Recovery using a proxy server' },
          ]}
          onChange={(connection) => setup.patch('source', { connection })}
        />
        {source.connection === 'proxy' && <ProxyFields />}
      </Section>
      <Section title="Data Encryption">
        <FieldGrid>
          <TextField
            path="certificateFolder"
            label="Location to save certificate"
            wide
            value={source.certificateFolder}
            onChange={(certificateFolder) => setup.patch('source', { certificateFolder })}
            hint="A folder on the VMM server. Needed only when data is encrypted in Azure: keep the certificate, a failover asks for it."
          />
        </FieldGrid>
      </Section>
    </>
  )
})
