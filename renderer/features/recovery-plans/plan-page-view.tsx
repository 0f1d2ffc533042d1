import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Spinner, Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { followLab } from '../../app/follow.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { TextField } from '../../ui/field.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { ActionDialog } from './action-dialog.tsx'
import { ItemChoice } from './item-choice.tsx'
import type { Place } from './plan-draft.ts'
import { PlanEssentials } from './plan-essentials.tsx'
import { PlanForm } from './plan-form.tsx'
import { PlanPageStore } from './plan-page-store.ts'
import { PlanRows } from './plan-rows.tsx'
import { PlanRuns } from './plan-runs.tsx'
import { usePlanPageStyles } from './plan-styles.ts'
import { SuggestDialog } from './suggest-dialog.tsx'

/** One recovery plan (SCR-35): its order to customise, and its runs. */
export const PlanPageView = observer(function PlanPageView() {
  const root = useRoot()
  const [store] = useState(() => new PlanPageStore(root.api, root.navigation.planId ?? 0))
  const [insert, setInsert] = useState<Place | null>(null)
  const [changing, setChanging] = useState(false)
  const [items, setItems] = useState<ReadonlyMap<number, string> | null>(null)
  const [leave, setLeave] = useState<(() => void) | null>(null)
  const styles = usePlanPageStyles()
  const { plan, draft, row, dirty } = store
  useEffect(() => {
    void store.load()
    return followLab(root, store.load)
  }, [root, store])
  useEffect(() => {
    root.navigation.guard(dirty ? (go) => setLeave(() => go) : null)
    return () => root.navigation.guard(null)
  }, [root, dirty])
  const go = (): void => {
    root.navigation.guard(null)
    leave?.()
  }
  const save = async (): Promise<void> => {
    if (await store.save()) root.notifications.announce(t('The plan is saved.'))
  }
  const locked = root.lab.canWrite !== true
  const full = plan !== null && store.groups.length >= plan.limits.groups
  return (
    <div className={styles.page} data-screen="SCR-35" data-ready={plan !== null || store.error !== null ? 'true' : 'false'}>
      <PageHeading>{plan?.name ?? t('Recovery plan')}</PageHeading>
      {store.error && <ErrorBar message={store.error.message} remedy={store.error.remedy ?? null} code={store.error.code} />}
      {!plan && !store.error && <Spinner label={t('Reading the plan')} />}
      {plan && draft && (
        <>
          <PlanEssentials store={store} />
          <div className={styles.bar} role="toolbar" aria-label={t('Customize')}>
            <Button size="small" disabled={locked || full} onClick={store.addGroup}>
              {t('+ Group')}
            </Button>
            <Menu>
              <MenuTrigger disableButtonEnhancement>
                <Button size="small" disabled={locked}>
                  {t('+ Action')}
                </Button>
              </MenuTrigger>
              <MenuPopover>
                <MenuList>
                  <MenuItem onClick={() => setInsert('pre')}>{t('Add pre-action')}</MenuItem>
                  <MenuItem onClick={() => setInsert('post')}>{t('Add post action')}</MenuItem>
                </MenuList>
              </MenuPopover>
            </Menu>
            <Button size="small" disabled={locked} onClick={() => setItems(new Map())}>
              {t('Add protected items')}
            </Button>
            <Menu>
              <MenuTrigger disableButtonEnhancement>
                <Button size="small" disabled={locked || row === null || row.kind === 'group'}>
                  {t('Change group')}
                </Button>
              </MenuTrigger>
              <MenuPopover>
                <MenuList>
                  {store.groups.map((_, n) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a group is known by its number.
                    <MenuItem key={n} disabled={n === row?.group} onClick={() => store.toGroup(n)}>
                      {t('Group {n}', { n: n + 1 })}
                    </MenuItem>
                  ))}
                </MenuList>
              </MenuPopover>
            </Menu>
            <Button size="small" disabled={locked || !row} onClick={() => store.move(-1)}>
              {t('Move Up')}
            </Button>
            <Button size="small" disabled={locked || !row} onClick={() => store.move(1)}>
              {t('Move Down')}
            </Button>
            <Button size="small" disabled={locked || !store.action} onClick={() => setChanging(true)}>
              {t('Change')}
            </Button>
            <Button size="small" disabled={locked || !row || (row.kind === 'group' && store.groups.length === 1)} onClick={store.remove}>
              {t('Remove')}
            </Button>
            <Button size="small" disabled={locked || store.machines === 0} onClick={() => void store.suggest()}>
              {t('Suggest order')}
            </Button>
            <Button size="small" appearance="primary" disabled={locked || !dirty || store.busy} onClick={() => void save()}>
              {t('Save')}
            </Button>
            <Button size="small" disabled={!dirty} onClick={store.discard}>
              {t('Discard')}
            </Button>
            {dirty && <Text size={200}>{t('You have unsaved changes.')}</Text>}
          </div>
          <PlanRows store={store} onChange={() => !locked && setChanging(true)} />
          <div style={{ maxWidth: '240px' }}>
            <TextField
              label={t('Target RTO (minutes)')}
              type="number"
              min={1}
              max={100_000}
              disabled={locked}
              value={draft.targetRtoMinutes === null ? '' : String(draft.targetRtoMinutes)}
              onChange={(value) => store.target(value === '' ? null : Math.min(100_000, Math.max(1, Math.round(Number(value)))))}
            />
          </div>
          <PlanRuns store={store} />
        </>
      )}
      {insert && (
        <ActionDialog
          place={insert}
          group={(row?.group ?? 0) + 1}
          onDone={(action) => store.insert(insert, action)}
          onClose={() => setInsert(null)}
        />
      )}
      {changing && row?.kind === 'action' && store.action && (
        <ActionDialog
          place={row.place}
          group={row.group + 1}
          action={store.action}
          onDone={store.change}
          onClose={() => setChanging(false)}
        />
      )}
      {store.proposal && <SuggestDialog store={store} />}
      {items && plan && (
        <PlanForm
          name="plan-items"
          title={t('Add protected items')}
          deed={t('OK')}
          ready={items.size > 0}
          onSubmit={() => {
            store.addItems(items)
            setItems(null)
          }}
          onClose={() => setItems(null)}
        >
          <ItemChoice
            sourceId={plan.sourceId}
            deploymentModel={plan.deploymentModel}
            without={store.groups.flatMap((group) => group.itemIds)}
            chosen={items}
            onChange={setItems}
          />
        </PlanForm>
      )}
      {leave && (
        <PlanForm
          name="plan-leave"
          title={t('You have unsaved changes.')}
          deed={t('Discard and leave')}
          onSubmit={go}
          onClose={() => setLeave(null)}
        >
          <Text>{t('The order and the actions of the plan go back to what was saved last.')}</Text>
        </PlanForm>
      )}
    </div>
  )
})
