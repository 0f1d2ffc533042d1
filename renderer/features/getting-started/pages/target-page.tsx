import { Button, makeStyles } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import type { SetupOptions } from '../../../../preload/contract/setup.ts'
import { t } from '../../../../preload/contract/words.ts'
import { RadioField, SelectField } from '../../../wizard/choice-fields.tsx'
import { FieldGrid, Note, Section } from '../../../wizard/page-layout.tsx'
import { useOptions, useSetup } from '../setup-context.ts'
import { NewAccountCard, NewNetworkCard } from './target-cards.tsx'

type Account = SetupOptions['storageAccounts'][number]

const useStyles = makeStyles({
  why: { margin: 0, paddingLeft: '20px' },
})

export const accountType = (type: string): string =>
  ({ Standard_GRS: 'Standard-GRS', Standard_LRS: 'Standard-LRS', Premium_LRS: 'Premium-LRS' })[type] ?? type

const accountLabel = (a: Account): string =>
  a.planned
    ? t('{name} ({type}, {region}, new)', { name: a.name, type: accountType(a.type), region: a.region })
    : `${a.name} (${accountType(a.type)}, ${a.region})`

/** Those that can't be chosen, each with its reason in view. */
const Unfit = ({ items, title }: { items: readonly { name: string; reason: string | null }[]; title: string }) => {
  const styles = useStyles()
  if (items.length === 0) return null
  return (
    <div>
      <Note>{title}</Note>
      <ul className={styles.why}>
        {items.map((item) => (
          <li key={item.name}>{`${item.name}: ${item.reason ?? t('not compatible')}`}</li>
        ))}
      </ul>
    </div>
  )
}

export const TargetPage = observer(() => {
  const setup = useSetup()
  const options = useOptions()
  const { target } = setup.answers
  const accounts = options.storageAccounts
  const fit = accounts.filter((a) => a.compatible)
  const premium = accounts.find((a) => a.name === target.storageAccount)?.type === 'Premium_LRS'
  const networks = options.networks
  const fitNetworks = networks.filter((n) => n.compatible)
  return (
    <>
      <Section title={t('Step 1: Select Azure subscription')}>
        <FieldGrid>
          <SelectField
            path="subscription"
            label={t('Subscription')}
            required
            value={target.subscription}
            choices={options.subscriptions.map((s) => ({ value: s, label: s }))}
            onChange={(subscription) => setup.patch('target', { subscription })}
          />
          <RadioField
            path="deploymentModel"
            label={t('Select the deployment model used after failover')}
            required
            horizontal
            value={target.deploymentModel}
            choices={[
              { value: 'resource-manager', label: t('Resource Manager') },
              { value: 'classic', label: t('Classic') },
            ]}
            onChange={(deploymentModel) => setup.patch('target', { deploymentModel })}
            hint={target.deploymentModel === 'classic' ? t('Classic accounts and networks are created in the portal only.') : undefined}
          />
        </FieldGrid>
      </Section>
      <Section
        title={t('Step 2: Ensure that at least one compatible Azure storage account exist')}
        actions={
          <Button icon={<AddRegular />} onClick={() => setup.target.addAccount()}>
            {t('Storage account')}
          </Button>
        }
      >
        <Note>
          {t('Found {fit} (Standard) compatible Azure storage accounts out of {accounts} available in the subscription.', {
            fit: fit.length,
            accounts: accounts.length,
          })}
        </Note>
        <FieldGrid>
          <SelectField
            path="storageAccount"
            label={t('Storage account')}
            required
            wide
            value={target.storageAccount}
            choices={accounts.map((a) => ({
              value: a.name,
              label: accountLabel(a),
              disabled: !a.compatible && a.name !== target.storageAccount,
            }))}
            onChange={(storageAccount) => setup.patch('target', { storageAccount })}
          />
          {premium && (
            <SelectField
              path="logStorageAccount"
              label={t('Storage account for replication logs')}
              required
              wide
              value={target.logStorageAccount}
              choices={accounts.filter((a) => a.type !== 'Premium_LRS').map((a) => ({ value: a.name, label: accountLabel(a) }))}
              onChange={(logStorageAccount) => setup.patch('target', { logStorageAccount })}
              hint={t('Premium also needs a standard account for replication logs.')}
            />
          )}
        </FieldGrid>
        {target.createStorageAccounts.map((account, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is the account's identity while its name is typed
          <NewAccountCard key={index} index={index} account={account} />
        ))}
        <Unfit items={accounts.filter((a) => !a.compatible)} title={t("These accounts don't fit:")} />
      </Section>
      <Section
        title={t('Step 3: Ensure that at least one compatible Azure virtual network exist')}
        actions={
          <Button icon={<AddRegular />} onClick={() => setup.target.addNetwork()}>
            {t('Network')}
          </Button>
        }
      >
        <Note>
          {t('Found {fitNetworks} compatible Azure virtual networks out of {networks} available in the subscription.', {
            fitNetworks: fitNetworks.length,
            networks: networks.length,
          })}
        </Note>
        <FieldGrid>
          <SelectField
            path="network"
            label={t('Network')}
            required
            wide
            value={target.network}
            choices={networks.map((n) => ({
              value: n.name,
              label: n.planned
                ? t('{name} ({range}, {region}, new)', { name: n.name, range: n.addressRange, region: n.region })
                : `${n.name} (${n.addressRange}, ${n.region})`,
              disabled: !n.compatible && n.name !== target.network,
            }))}
            onChange={(network) => setup.patch('target', { network })}
          />
        </FieldGrid>
        {target.createNetworks.map((network, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is the network's identity while its name is typed
          <NewNetworkCard key={index} index={index} network={network} />
        ))}
        <Unfit items={networks.filter((n) => !n.compatible)} title={t("These networks don't fit:")} />
      </Section>
    </>
  )
})
