import { reaction } from 'mobx'
import type { LabNews } from '../../preload/contract/clock.ts'
import { plural, t } from '../../preload/contract/words.ts'
import { formatLabTime } from '../ui/format.ts'
import { followLab } from './follow.ts'
import type { RootStore } from './root-store.ts'

/** More than these at once become one notice. */
const single = 3

/** Critical events of the lab's time, for the bell: each once, from the moment at which the lab was opened. */
export class NewsStore {
  /** The newest event that was told; null = the lab has just been opened. */
  private last: number | null = null

  constructor(private readonly root: RootStore) {
    // One question at a time, so that no answer overtakes another.
    const followed = followLab(root, () => this.ask())
    reaction(
      () => root.lab.info !== null && `${root.lab.info.labId} ${root.lab.info.fileName}`,
      (open) => {
        this.last = null
        if (open) root.afterPicture(followed.ask)
      },
    )
  }

  private async ask(): Promise<void> {
    const { root, last } = this
    if (!root.lab.info) return
    let news: LabNews
    try {
      news = await root.api.clock.news({ after: last })
    } catch {
      // The engine is restarting, or the lab is closed: the next change asks again.
      return
    }
    if (this.last !== last) return
    this.last = news.last
    if (last !== null && news.total > 0) this.tell(news)
  }

  private tell({ total, events }: LabNews): void {
    const { root } = this
    const context = { timeZone: root.lab.info?.timeZone ?? 'UTC', locale: navigator.language }
    if (total > single) {
      root.notifications.push({
        intent: 'error',
        title: t('{events} of replication.', { events: plural(total, t('critical event'), t('critical events')) }),
        body: events
          .slice(0, single)
          .map(({ message }) => message)
          .join(' '),
        toast: false,
        unread: true,
        actions: [{ label: t('Open events'), run: () => root.openList('events', 'severity:critical') }],
      })
      return
    }
    for (const event of events) {
      const { item } = event
      root.notifications.push({
        intent: 'error',
        title: event.message,
        body: t('{atMs} lab', { atMs: formatLabTime(event.atMs, context) }),
        toast: false,
        unread: true,
        actions: item === null ? [] : [{ label: t('Why'), run: () => root.navigation.openItem(item, 'why') }],
      })
    }
  }
}
