import { Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { Direction, type ItemDialogProps, ItemForm } from './item-form.tsx'

/** Ends failovers and failbacks: what can't be taken back is told first, of each way that is among the machines. */
export const CommitDialog = observer(function CommitDialog({ store, title }: ItemDialogProps) {
  const root = useRoot()
  const { back } = store
  const there = (store.allowed ?? 0) - back
  return (
    <ItemForm
      store={store}
      heading={t('Commit {title}', { title })}
      deed={t('Commit')}
      done={t('{title}: the commit is under way.', { title })}
      work={() => root.api.replication.act({ ids: [...store.ids], verb: 'commit' })}
    >
      {there > 0 && (
        <Text>
          {t(
            '{n, plural, one {The failover is accepted. All other recovery points are deleted, so that the point can no longer be changed.} other {The failover of # machines is accepted. All their other recovery points are deleted, so that the points can no longer be changed.}}',
            { n: there },
          )}{' '}
          {t('In Azure nothing protects what runs there but the redundancy of its storage.')}
        </Text>
      )}
      {back > 0 && (
        <Text>
          {t(
            '{n, plural, one {The failback is accepted. The machine runs on your site; its copy in Azure goes. It is not protected until you reverse replicate.} other {The failback of # machines is accepted. They run on your site; their copies in Azure go. They are not protected until you reverse replicate.}}',
            { n: back },
          )}
        </Text>
      )}
    </ItemForm>
  )
})

/** Cuts a job short: what that leaves behind is told of each kind of job that is among them. */
export const CancelDialog = observer(function CancelDialog({ store, title }: ItemDialogProps) {
  const root = useRoot()
  const { back } = store
  const there = (store.allowed ?? 0) - back
  const enabling = store.item?.state === 'M1'
  return (
    <ItemForm
      store={store}
      heading={t('Cancel the job of {title}', { title })}
      deed={t('Cancel job')}
      leave={t('Keep running')}
      done={t('{title}: the job is cancelled.', { title })}
      work={() => root.api.replication.act({ ids: [...store.ids], verb: 'cancel' })}
    >
      {enabling && <Text>{t('The machine is not protected then. Restart the job later, or disable replication.')}</Text>}
      {there > 0 && !enabling && (
        <Text>
          {t(
            '{n, plural, one {The job stops where it is. A machine whose failover is cancelled replicates no more until you restart the job, or disable replication and enable it again.} other {The jobs of # machines stop where they are. A machine whose failover is cancelled replicates no more until you restart the job, or disable replication and enable it again.}}',
            { n: there },
          )}
        </Text>
      )}
      {back > 0 && (
        <Text>
          {t(
            '{n, plural, one {Data synchronization stops. The disks on your site are left inconsistent, and the machine can not start there before another failback has ended. It goes on running in Azure.} other {Data synchronization of # machines stops. Their disks on your site are left inconsistent, and they can not start there before another failback has ended. They go on running in Azure.}}',
            { n: back },
          )}
        </Text>
      )}
    </ItemForm>
  )
})

export const CompleteFailoverDialog = observer(function CompleteFailoverDialog({ store, title }: ItemDialogProps) {
  const root = useRoot()
  return (
    <ItemForm
      store={store}
      heading={t('Complete Failover')}
      deed={t('Complete Failover')}
      done={t('{title}: the failback is being completed.', { title })}
      work={() => root.api.replication.act({ ids: [...store.ids], verb: 'completeFailover' })}
    >
      <Direction store={store} title={title} back />
      <Text>
        {t(
          '{n, plural, one {{title} is shut down in Azure, what changed since the synchronization is copied, and it starts on your site.} other {# machines are shut down in Azure, what changed since the synchronization is copied, and they start on your site.}} The outage begins now.',
          { n: store.allowed ?? store.ids.length, title },
        )}
      </Text>
    </ItemForm>
  )
})

export const ReverseDialog = observer(function ReverseDialog({ store, title }: ItemDialogProps) {
  const root = useRoot()
  return (
    <ItemForm
      store={store}
      heading={t('Reverse Replicate')}
      deed={t('Reverse Replicate')}
      done={t('{title}: replication to Azure begins again.', { title })}
      work={() => root.api.replication.act({ ids: [...store.ids], verb: 'reverse' })}
    >
      <Text>
        {t(
          '{n, plural, one {{title} is protected in Azure again. Only what differs from the copy that stayed in Azure is sent.} other {# machines are protected in Azure again. Only what differs from the copies that stayed in Azure is sent.}}',
          { n: store.allowed ?? store.ids.length, title },
        )}
      </Text>
    </ItemForm>
  )
})
