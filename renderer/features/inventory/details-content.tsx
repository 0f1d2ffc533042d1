import { Button, makeStyles, Tooltip, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { type ReactNode, useId } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import type { JobAct } from '../../app/jobs-store.ts'
import { explain } from '../../app/notifications-store.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { type FormatContext, formatCount } from '../../ui/format.ts'
import { ObjectIcon } from '../../ui/icons.tsx'
import { PartTabs } from '../../ui/part-tabs.tsx'
import { DetailBlockView } from './detail-blocks.tsx'
import type { DetailsStore } from './details-store.ts'

const useStyles = makeStyles({
  head: {
    display: 'flex',
    alignItems: 'center',
    columnGap: '8px',
    padding: '0 12px',
    minHeight: '36px',
    flexShrink: 0,
    // In a narrow place tabs and actions stand on lines of their own.
    flexWrap: 'wrap',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: {
    ...typographyStyles.body1Strong,
    margin: 0,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    maxWidth: '260px',
  },
  body: { overflow: 'auto', padding: '12px 16px', flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: '16px' },
  actions: { display: 'flex', gap: '4px', marginLeft: 'auto', flexShrink: 0, padding: '2px 0' },
  icon: { flexShrink: 0 },
})

/** Deeds on a job go to its row; others are commands on what is selected. */
const isJobAct = (id: string): id is JobAct => id.startsWith('job.')

/** Title, tabs and blocks of one object, wherever they are shown. */
export const DetailsContent = observer(function DetailsContent({
  store,
  context,
  onTab,
  children,
}: {
  store: DetailsStore
  context: FormatContext
  onTab: (tab: string) => void
  /** At the end of the title's line. */
  children?: ReactNode
}) {
  const root = useRoot()
  const styles = useStyles()
  const base = useId()
  const { details, current } = store
  const fault = store.error ? explain(store.error) : null
  const bar = fault && (
    <ErrorBar
      message={fault.message}
      remedy={fault.remedy}
      code={fault.code}
      actions={[{ label: t('Try again'), run: () => void store.show(store.id) }]}
    />
  )
  if (!details) return <div className={styles.body}>{bar}</div>
  const actions = (details.actions ?? []).flatMap((action) => root.commands.get(action.command) ?? [])
  return (
    <>
      <div className={styles.head}>
        <ObjectIcon name={details.icon} className={styles.icon} />
        <h2 className={styles.title} title={details.title}>
          {details.title}
        </h2>
        <PartTabs
          label={t('Details of {title}', { title: details.title })}
          tabs={details.tabs.map(({ id, title, count }) => ({ id, title: count === null ? title : `${title} ${formatCount(count)}` }))}
          selected={current?.id ?? ''}
          base={base}
          size="small"
          onSelect={onTab}
        />
        {actions.length > 0 && (
          <div className={styles.actions} role="group" aria-label={t('What can be done with {title}', { title: details.title })}>
            {actions.map((command) => {
              const act = command.id as JobAct
              const reason = details.actions?.find((one) => one.command === command.id)?.reason ?? null
              const busy = root.jobs.isBusy(act, details.id)
              return (
                <Tooltip key={command.id} content={reason ?? command.hint} relationship="description">
                  <Button
                    size="small"
                    data-action={command.id}
                    disabledFocusable={reason !== null || busy}
                    onClick={() => (isJobAct(command.id) ? void root.jobs.act(act, details.id) : root.commands.run(command.id))}
                  >
                    {command.caption}
                  </Button>
                </Tooltip>
              )
            })}
          </div>
        )}
        {children}
      </div>
      <div
        className={styles.body}
        role="tabpanel"
        id={`${base}-panel`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-labelledby={`${base}-tab-${current?.id ?? ''}`}
      >
        {bar}
        {current?.blocks.map((block, i) => (
          <DetailBlockView
            // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a tab have a fixed order
            key={`${details.id}-${current.id}-${i}`}
            block={block}
            label={current.title}
            context={context}
            onEdit={store.edit}
            onOpen={root.openObject}
            onCopy={(text) => void root.copy(text, t('The error'))}
          />
        ))}
      </div>
    </>
  )
})
