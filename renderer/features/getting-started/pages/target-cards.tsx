import { Button, makeStyles } from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { t } from '../../../../preload/contract/words.ts'
import { SelectField } from '../../../wizard/choice-fields.tsx'
import { TextField } from '../../../wizard/fields.tsx'
import { Card, FieldGrid } from '../../../wizard/page-layout.tsx'
import { freeRange } from '../free-range.ts'
import { useOptions, useSetup } from '../setup-context.ts'
import type { NewAccount, NewNetwork } from '../target-draft.ts'

const useStyles = makeStyles({
  subnet: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) 40px', columnGap: '16px', alignItems: 'start' },
  subnets: { display: 'flex', flexDirection: 'column', rowGap: '12px' },
  remove: { marginTop: '26px' },
  add: { alignSelf: 'start' },
})

const regions = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }))

/** A storage account that Finish makes. */
export const NewAccountCard = observer(({ account, index }: { account: NewAccount; index: number }) => {
  const { target } = useSetup()
  const options = useOptions()
  const at = `createStorageAccounts.${index}`
  return (
    <Card
      title={t('New storage account {name}', { name: account.name })}
      actions={
        <Button
          appearance="subtle"
          icon={<DeleteRegular />}
          aria-label={t('Remove new storage account {name}', { name: account.name })}
          onClick={() => target.removeAccount(index)}
        />
      }
    >
      <FieldGrid>
        <TextField
          path={`${at}.name`}
          label={t('Account name')}
          required
          maxLength={60}
          value={account.name}
          onChange={(name) => target.changeAccount(index, { name })}
        />
        <SelectField
          path={`${at}.type`}
          label={t('Type')}
          required
          empty={null}
          value={account.type}
          choices={[
            { value: 'Standard_GRS', label: 'Standard-GRS' },
            { value: 'Standard_LRS', label: 'Standard-LRS' },
            { value: 'Premium_LRS', label: 'Premium-LRS' },
          ]}
          onChange={(type) => target.changeAccount(index, { type: type as NewAccount['type'] })}
          hint={t('GRS survives the outage of a region.')}
        />
        <SelectField
          path={`${at}.region`}
          label={t('Account location')}
          required
          value={account.region}
          choices={regions(options.regions)}
          onChange={(region) => target.changeAccount(index, { region })}
          hint={t("Must be the vault's location.")}
        />
      </FieldGrid>
    </Card>
  )
})

/** A virtual network that Finish makes, with its subnets. */
export const NewNetworkCard = observer(({ network, index }: { network: NewNetwork; index: number }) => {
  const { target } = useSetup()
  const options = useOptions()
  const styles = useStyles()
  const at = `createNetworks.${index}`
  const setSubnets = (subnets: NewNetwork['subnets']) => target.changeNetwork(index, { subnets })
  return (
    <Card
      title={t('New network {name}', { name: network.name })}
      actions={
        <Button
          appearance="subtle"
          icon={<DeleteRegular />}
          aria-label={t('Remove new network {name}', { name: network.name })}
          onClick={() => target.removeNetwork(index)}
        />
      }
    >
      <FieldGrid>
        <TextField
          path={`${at}.name`}
          label={t('Network name')}
          required
          maxLength={80}
          value={network.name}
          onChange={(name) => target.changeNetwork(index, { name })}
        />
        <TextField
          path={`${at}.addressRange`}
          label={t('Address range')}
          required
          maxLength={18}
          value={network.addressRange}
          onChange={(addressRange) => target.changeNetwork(index, { addressRange })}
          hint={t('Like 10.20.0.0/16.')}
        />
        <SelectField
          path={`${at}.region`}
          label={t('Network location')}
          required
          value={network.region}
          choices={regions(options.regions)}
          onChange={(region) => target.changeNetwork(index, { region })}
          hint={t("Must be the vault's location.")}
        />
      </FieldGrid>
      <div className={styles.subnets} data-field={`${at}.subnets`}>
        {network.subnets.map((subnet, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is the subnet's identity while its name is typed
          <div className={styles.subnet} key={n}>
            <TextField
              path={`${at}.subnets.${n}.name`}
              label={t('Subnet {n} name', { n: n + 1 })}
              required
              maxLength={80}
              value={subnet.name}
              onChange={(name) => setSubnets(network.subnets.map((s, i) => (i === n ? { ...s, name } : s)))}
            />
            <TextField
              path={`${at}.subnets.${n}.range`}
              label={t('Subnet {n} range', { n: n + 1 })}
              required
              maxLength={18}
              value={subnet.range}
              onChange={(range) => setSubnets(network.subnets.map((s, i) => (i === n ? { ...s, range } : s)))}
            />
            <Button
              className={styles.remove}
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={t('Remove subnet {n}', { n: n + 1 })}
              disabled={network.subnets.length === 1}
              onClick={() => setSubnets(network.subnets.filter((_, i) => i !== n))}
            />
          </div>
        ))}
      </div>
      <Button
        className={styles.add}
        size="small"
        icon={<AddRegular />}
        onClick={() =>
          setSubnets([
            ...network.subnets,
            {
              name: '',
              range:
                freeRange(
                  network.addressRange,
                  network.subnets.map((s) => s.range),
                ) ?? '',
            },
          ])
        }
      >
        {t('Subnet')}
      </Button>
    </Card>
  )
})
