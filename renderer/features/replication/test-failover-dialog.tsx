import { Link, Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Direction, type ItemDialogProps, ItemForm } from './item-form.tsx'
import { chosenPoint, type Point, PointFields } from './point-choice.tsx'

/** W13: which network the test machines join; one apart from production is proposed and others are warned of (E-20). */
export const TestFailoverDialog = observer(function TestFailoverDialog({ store, title }: ItemDialogProps) {
  const root = useRoot()
  const networks = store.choices?.networks ?? []
  // The blade of 2016 knows no recovery point.
  const later = root.items.cleanupBlade
  const [point, setPoint] = useState<Point>({ kind: 'latestProcessed', atMs: null })
  const [asked, setAsked] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const value = chosen ?? String(networks.find((network) => network.isolated)?.id ?? '')
  const network = networks.find((each) => String(each.id) === value)
  return (
    <ItemForm
      store={store}
      heading={t('Test Failover')}
      deed={t('OK')}
      done={t('Test failover of {title} is under way.', { title })}
      ready={() => {
        setAsked(true)
        return !later || chosenPoint(point) !== null
      }}
      work={() =>
        root.api.replication.testFailover({
          ids: [...store.ids],
          networkId: network?.id ?? null,
          ...(later ? { point: chosenPoint(point) ?? 'latestProcessed' } : {}),
        })
      }
    >
      <Direction store={store} title={title} />
      {later && (
        <PointFields store={store} point={point} onChange={setPoint} asked={asked} label={t('Choose a recovery point')} losses={false} />
      )}
      <SelectField
        label={t('Azure virtual network')}
        value={value}
        onChange={setChosen}
        options={[
          ...networks.map((each) => ({
            value: String(each.id),
            label: each.isolated ? t('{name} (isolated)', { name: each.name }) : t('{name} (production)', { name: each.name }),
          })),
          { value: '', label: t('None: disks are tested, nobody reaches the machine') },
        ]}
        hint={
          network
            ? t('Subnets: {subnets}', { subnets: network.subnets.map((subnet) => `${subnet.name} ${subnet.range}`).join(', ') })
            : null
        }
      />
      {!networks.some((each) => each.isolated) && (
        <Text size={200}>
          {t(
            'No network is isolated. One that no VM network is mapped to keeps test machines away from production: add it on the Target page.',
          )}
        </Text>
      )}
      {network && !network.isolated && (
        <ErrorBar
          intent="warning"
          message={t('{name} is your production network.', { name: network.name })}
          remedy={t('A test machine could meet the real one. Choose an isolated network.')}
          code="test-production"
        />
      )}
      {store.single && (
        <Link as="button" type="button" onClick={() => store.ids[0] !== undefined && root.openConnect(store.ids[0])}>
          {t('Prepare this test: isolated network, agent, domain controller, connecting')}
        </Link>
      )}
      <Text size={200}>
        {t('Replication goes on during the test. It waits for you to complete it, and ends by itself after two weeks.')}
      </Text>
    </ItemForm>
  )
})
