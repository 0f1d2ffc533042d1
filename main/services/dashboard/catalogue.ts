import type { TileFigure, TileSize } from '../../../preload/contract/dashboard.ts'
import type { ListKind } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import type { RulePack } from '../../domain/readiness/pack.types.ts'
import { recoveryJobs } from '../inventory/lists-events.ts'
import type { Counted } from './figures.ts'

/** A number of a tile before it is counted. */
export interface FigureSpec extends Counted {
  id: string
  /** What stands after a number. */
  label: (n: number) => string
  tone: TileFigure['tone']
}

/** What a tile may ask before it says what it counts. */
export interface TileSource {
  pack: RulePack
}

export interface TileSpec {
  id: string
  title: string
  sizes: readonly TileSize[]
  about: string
  empty: string | null
  /** Figures of lists; a tile of a page has none, its service counts for it. */
  figures(source: TileSource): FigureSpec[]
  /** Only figures above 0, the largest first. */
  found?: true
  /** The page that tells more than the tile; without one, its first figure's list does. */
  page?: string
  /** It lists the newest events beside its figures. */
  latest?: true
  /** Its figure is the progress of that page, which its service tells. */
  progress?: true
}

const figure = (id: string, label: FigureSpec['label'], kind: ListKind, where = '', tone: TileFigure['tone'] = null): FigureSpec => ({
  id,
  label,
  kind,
  where,
  tone,
})

const tile = (
  id: string,
  title: string,
  sizes: readonly TileSize[],
  about: string,
  figures: TileSpec['figures'],
  more: Pick<TileSpec, 'found' | 'latest' | 'page' | 'progress'> & { empty?: string } = {},
): TileSpec => ({ id, title, sizes, about, figures, ...more, empty: more.empty ?? null })

const { recent, failed } = { recent: 'age<=24h', failed: '(status:failed OR status:interrupted)' }

/**
 * Every tile of the overview, one entry each, in the order of a new lab. A tile counts only what the lab can tell: those that need
 * running replication join with it. A figure is a list and a filter; nothing else is counted.
 */
export const catalogue = (): readonly TileSpec[] => [
  tile(
    'health',
    t('Health'),
    ['M', 'S'],
    t(
      'Servers count when a restart of their VMM service is due or their proxy account is disabled. Hosts count when VMM knows a status other than OK. 24 hours are counted back from the clock of the lab.',
    ),
    () => [
      figure(
        'servers',
        (n) => t('{n, plural, one {server with issues} other {servers with issues}}', { n }),
        'vmmServers',
        'issue:*',
        'warning',
      ),
      figure(
        'hosts',
        (n) => t('{n, plural, one {host with issues} other {hosts with issues}}', { n }),
        'hosts',
        'status:* AND -status=OK',
        'warning',
      ),
      figure('events', (n) => t('{n, plural, one {event in 24 h} other {events in 24 h}}', { n }), 'events', recent, 'info'),
    ],
  ),
  tile(
    'items',
    t('Replicated items'),
    ['M', 'L'],
    t(
      'Every item of the vault, also those whose initial replication is under way, by replication health. Health begins with the first replication; before it, and after a failover, it is not applicable. And the machines of the lab that are not protected.',
    ),
    () => [
      figure('all', (n) => t('{n, plural, one {replicated item} other {replicated items}}', { n }), 'protectedItems'),
      figure('healthy', () => t('Healthy'), 'protectedItems', 'health:healthy', 'success'),
      figure('warning', () => t('Warning'), 'protectedItems', 'health:warning', 'warning'),
      figure('critical', () => t('Critical'), 'protectedItems', 'health:critical', 'critical'),
      figure('not-applicable', () => t('Not applicable'), 'protectedItems', 'health:not-applicable', 'neutral'),
      figure(
        'none',
        (n) => t('{n, plural, one {machine not protected} other {machines not protected}}', { n }),
        'vms',
        'protected:no',
        'neutral',
      ),
    ],
  ),
  tile(
    'ready',
    t('Readiness'),
    ['M', 'L'],
    t('Every machine of the lab by the verdict of its rules. A machine of which the inventory tells too little is unknown.'),
    () => [
      figure('ready', () => t('Ready'), 'vms', 'readiness:ready', 'success'),
      figure('warnings', () => t('Ready with warnings'), 'vms', 'readiness:warnings', 'warning'),
      figure('not-ready', () => t('Not ready'), 'vms', 'readiness:not-ready', 'blocked'),
      figure('unknown', () => t('Unknown'), 'vms', 'readiness:unknown', 'unknown'),
    ],
    { page: 'page:readiness' },
  ),
  tile(
    'events',
    t('Events'),
    ['M', 'L', 'S'],
    t(
      'Site Recovery events of 24 hours by severity and the newest five of them, counted back from the clock of the lab: jobs that failed, were cut off or have something to say, and what Site Recovery did.',
    ),
    () => [
      figure('critical', () => t('critical in 24 h'), 'events', `severity:critical AND ${recent}`, 'critical'),
      figure(
        'warning',
        (n) => t('{n, plural, one {warning in 24 h} other {warnings in 24 h}}', { n }),
        'events',
        `severity:warning AND ${recent}`,
        'warning',
      ),
      figure('information', () => t('information in 24 h'), 'events', `severity:information AND ${recent}`, 'info'),
    ],
    { latest: true },
  ),
  tile(
    'rules',
    t('Readiness by rule'),
    ['L', 'M', 'W'],
    t('Machines of which a rule has something to say, the rules with most machines first. A machine counts for each of its rules.'),
    ({ pack }) =>
      pack.rules
        .filter((rule) => rule.severity !== 'info')
        .map((rule) =>
          figure(
            rule.id,
            () => t(rule.title),
            'vms',
            `failing=${rule.id}`,
            rule.severity === 'blocker' ? 'blocked' : rule.severity === 'warning' ? 'warning' : 'unknown',
          ),
        ),
    { found: true, page: 'page:readiness', empty: t('No machine breaks a rule.') },
  ),
  tile(
    'jobs',
    t('Site Recovery jobs'),
    ['S', 'M'],
    t(
      'Jobs of Site Recovery. 24 hours are counted back from the clock of the lab, as the Start Time of the list; the jobs in progress and those that wait for input are of any age.',
    ),
    () => [
      figure('failed', () => t('failed in 24 h'), 'jobs', `${recoveryJobs} AND ${failed} AND ${recent}`, 'critical'),
      figure('running', () => t('in progress'), 'jobs', `${recoveryJobs} AND status:running`, 'progress'),
      figure('waiting', () => t('waiting for input'), 'jobs', `${recoveryJobs} AND status:waiting`, 'waiting'),
      figure('recent', () => t('started in 24 h'), 'jobs', `${recoveryJobs} AND ${recent}`, 'neutral'),
    ],
  ),
  tile(
    'start',
    t('Getting Started'),
    ['S', 'M'],
    t('Pages of Getting Started that are done: of the draft, or all of them once it is finished.'),
    () => [],
    {
      page: 'page:getting-started',
      progress: true,
    },
  ),
  tile('plans', t('Recovery plans'), ['S', 'M'], t('Recovery plans of the vault, and replicated items that stand in none.'), () => [
    figure('all', (n) => t('{n, plural, one {plan} other {plans}}', { n }), 'recoveryPlans'),
    figure('none', (n) => t('{n, plural, one {item in no plan} other {items in no plan}}', { n }), 'protectedItems', '-plan:*', 'warning'),
  ]),
  tile('servers', t('Servers'), ['S', 'M'], t('VMM servers by whether they are registered in the vault.'), () => [
    figure('registered', () => t('registered'), 'vmmServers', 'registered:yes', 'success'),
    figure('none', () => t('not registered'), 'vmmServers', 'registered:no', 'neutral'),
  ]),
  tile(
    'maps',
    t('Network mappings'),
    ['S', 'M'],
    t('Network mappings, and VM networks that machines use and that are mapped to no Azure network.'),
    () => [
      figure('all', (n) => t('{n, plural, one {mapping} other {mappings}}', { n }), 'mappings'),
      figure(
        'none',
        (n) => t('{n, plural, one {network unmapped} other {networks unmapped}}', { n }),
        'vmNetworks',
        'vms>0 AND -mappedto:*',
        'warning',
      ),
    ],
  ),
  tile(
    'policies',
    t('Replication policies'),
    ['S', 'M'],
    t('Replication policies of the vault, and clouds with which none is associated.'),
    () => [
      figure('all', (n) => t('{n, plural, one {policy} other {policies}}', { n }), 'policies'),
      figure('none', (n) => t('{n, plural, one {cloud without} other {clouds without}}', { n }), 'clouds', '-policy:*', 'warning'),
    ],
  ),
  tile('target', t('Azure target'), ['S', 'M'], t('Storage accounts and virtual networks that the lab knows in Azure.'), () => [
    figure('accounts', (n) => t('{n, plural, one {storage account} other {storage accounts}}', { n }), 'storageAccounts'),
    figure('networks', (n) => t('{n, plural, one {virtual network} other {virtual networks}}', { n }), 'azureNetworks'),
  ]),
]
