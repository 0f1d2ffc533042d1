import { Link, makeStyles, ProgressBar, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useId, useMemo, useState } from 'react'
import type { ConnectCard, ConnectList } from '../../../preload/contract/connect.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { type FormatContext, formatCount, formatLabTime } from '../../ui/format.ts'
import { PageHeading } from '../../ui/page-heading.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { ConnectLine } from './connect-line.tsx'
import { ConnectStore } from './connect-store.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 },
  head: { padding: '8px 16px', flexShrink: 0, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  body: { display: 'flex', flexDirection: 'column', gap: '24px', overflow: 'auto', flexGrow: 1, padding: '12px 16px 24px' },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  line: { display: 'flex', alignItems: 'center', gap: '12px', flexWrap: 'wrap' },
  bar: { width: '120px' },
  count: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
})

/** One check-list with how far it is. */
const Section = observer(function Section({ store, list, context }: { store: ConnectStore; list: ConnectList; context: FormatContext }) {
  const styles = useStyles()
  const id = useId()
  return (
    <section aria-labelledby={id} data-list={list.id}>
      <div className={styles.line}>
        <h2 className={styles.title} id={id}>
          {list.title}
        </h2>
        <ProgressBar className={styles.bar} value={list.done} max={list.total} aria-labelledby={id} />
        <span className={styles.count} data-progress={`${list.done}/${list.total}`}>
          {t('{done} of {total}', { done: formatCount(list.done), total: formatCount(list.total) })}
        </span>
      </div>
      <ul className={styles.list}>
        {list.steps.map((step) => (
          <ConnectLine key={step.id} store={store} list={list.id} step={step} context={context} />
        ))}
      </ul>
    </section>
  )
})

const Facts = observer(function Facts({ card, context }: { card: ConnectCard; context: FormatContext }) {
  const root = useRoot()
  const { azure } = card
  return (
    <FactList
      facts={[
        {
          id: 'item',
          label: t('Replicated item'),
          value: <Link onClick={() => root.navigation.openItem(card.itemId)}>{card.name}</Link>,
        },
        { id: 'protocol', label: t('Connect with'), value: card.os === 'windows' ? t('Remote Desktop (RDP)') : t('Secure Shell (SSH)') },
        {
          id: 'azure',
          label: t('In Azure'),
          value:
            azure === null ? (
              t('No machine. A failover, or a test failover, makes it.')
            ) : (
              <Link onClick={() => root.openObject({ kind: 'azureVms', id: azure.id })}>{azure.name}</Link>
            ),
        },
        ...(azure === null
          ? []
          : [
              {
                id: 'state',
                label: t('Status'),
                value: (
                  <StatusWord tone={azure.state === 'running' ? 'success' : 'neutral'}>
                    {azure.state === 'running' ? t('Running') : t('Stopped')}
                  </StatusWord>
                ),
              },
              { id: 'made', label: t('Created'), value: formatLabTime(azure.createdMs, context) },
              { id: 'kind', label: t('Made by'), value: azure.test ? t('Test failover') : t('Failover') },
              { id: 'ips', label: t('IP addresses'), value: azure.addresses.join(', ') || '-' },
            ]),
      ]}
    />
  )
})

/** SCR-33-connect: how to connect to one replicated machine after a failover, and whether its machine in Azure is what it should be. */
export const ConnectView = observer(function ConnectView() {
  const root = useRoot()
  const styles = useStyles()
  const place = root.navigation.current
  const [id] = useState(() => (place.type === 'page' ? Number(place.at ?? 0) : 0))
  const [store] = useState(() => new ConnectStore(root.api, id))
  useEffect(() => {
    const load = () => void store.load()
    load()
    const stops = [root.api.inventory.onChanged(load), root.api.replication.onChanged(load), root.onRefreshed(() => store.load())]
    return () => {
      for (const stop of stops) stop()
    }
  }, [store, root])
  const name = store.card?.name ?? null
  useEffect(() => {
    if (name === null) return
    root.items.openPage({ id, name })
    return () => root.items.openPage(null)
  }, [root, id, name])
  const { sizeSuffix } = root.preferences.values
  const timeZone = root.lab.info?.timeZone ?? 'UTC'
  const context: FormatContext = useMemo(() => ({ sizeSuffix, timeZone, locale: navigator.language }), [sizeSuffix, timeZone])
  const { card, error, fault } = store
  return (
    <div className={styles.root} data-screen="SCR-33-connect" data-ready={card !== null || error !== null}>
      <div className={styles.head}>
        <PageHeading>{card === null ? t('Connect') : t('Connect to {name}', { name: card.name })}</PageHeading>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className={styles.body} tabIndex={0} role="group" aria-label={t('Check-lists')}>
        {error && (
          <ErrorBar
            message={error.message}
            remedy={error.remedy ?? null}
            code={error.code}
            actions={[{ label: t('Back'), run: root.navigation.back }]}
          />
        )}
        {fault && fault.field !== 'note' && <ErrorBar message={fault.message} remedy={fault.remedy ?? null} code={fault.code} />}
        {card && (
          <>
            <Facts card={card} context={context} />
            {card.lists.map((list) => (
              <Section key={list.id} store={store} list={list} context={context} />
            ))}
          </>
        )}
      </div>
    </div>
  )
})
