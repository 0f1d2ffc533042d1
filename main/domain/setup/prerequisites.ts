import type { PrerequisiteLine } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import { loadPack } from '../readiness/packs.ts'
import { ruleYear, type SetupContext } from './context.ts'
import { findNamed } from './issue.ts'
import { proxyHost } from './source-page.ts'
import { allAccounts, allNetworks } from './target.ts'

type Judged = Pick<PrerequisiteLine, 'kind' | 'state' | 'evidence'>
interface Line {
  item: string
  title: string
  detail: string | ((context: SetupContext) => string)
  judge: (answers: SetupAnswers, context: SetupContext) => Judged
}

/** What the rules of the lab demand of a machine: UEFI boot was refused until 2016, and the limit of a disk has grown since. */
const machineLimits = ({ rulePack }: SetupContext): string => {
  const limit = loadPack(rulePack).rules.find(({ id }) => id === 'DATADISK-SIZE')?.limit ?? '-'
  return ruleYear(rulePack) > 2016
    ? t('Names, disks up to {limit}, no shared disks, no generation 2 with Linux, no Linux with a static address.', { limit })
    : t('Names, disks up to {limit}, no shared disks, no UEFI boot, no Linux with a static address.', { limit })
}

const known = (met: boolean, evidence: string): Judged => ({ kind: 'known', state: met ? 'met' : 'not-met', evidence })
const ask = (evidence = ''): Judged => ({ kind: 'ask', state: 'open', evidence })
const information: Judged = { kind: 'known', state: 'information', evidence: t('For your information.') }

/** 3.2 is System Center 2012 R2; later releases count up (4.x 2016, 10.x 2019 and later). */
const is2012R2 = (version: string): boolean | null => {
  const match = /^(\d+)\.(\d+)/.exec(version)
  if (!match) return null
  const [major, minor] = [Number(match[1]), Number(match[2])]
  return major > 3 || (major === 3 && minor >= 2)
}

const judgeVmm: Line['judge'] = (answers, { vmmServers }) => {
  const server = findNamed(vmmServers, answers.source.vmmServer) ?? vmmServers[0]
  if (!server) return known(false, t('No VMM server is in the lab.'))
  const filled = server.clouds.filter((each) => each.hostGroups > 0 || each.hosts > 0).length
  const clouds = t('{clouds} on {name}, {filled} with host groups or hosts', {
    clouds: plural(server.clouds.length, 'cloud'),
    name: server.name,
    filled,
  })
  if (server.clouds.length === 0) return known(false, t('{name} has no cloud.', { name: server.name }))
  const recent = server.version === null ? null : is2012R2(server.version)
  if (recent === false)
    return known(false, t('{name} has version {version}. {clouds}.', { name: server.name, version: server.version, clouds }))
  if (filled === 0) return known(false, `${clouds}.`)
  if (recent === null) return ask(t("{clouds}; the import doesn't tell the version.", { clouds }))
  return known(true, t('{name} has version {version}; {clouds}.', { name: server.name, version: server.version, clouds }))
}

const judgeHosts: Line['judge'] = (_answers, { estate }) => {
  if (estate.hosts === 0) return known(false, t('No host is in the lab.'))
  const text = t('{hostsModern} of {hosts} run Windows Server 2012 R2 or later', {
    hostsModern: estate.hostsModern,
    hosts: plural(estate.hosts, 'host'),
  })
  if (estate.hostsOld > 0) return known(false, t('{text}; {older}.', { text, older: plural(estate.hostsOld, 'older one') }))
  return ask(
    estate.hostsUnknown > 0
      ? t("{text}; of {hostsUnknown} the import doesn't tell. Updates and internet access aren't in the import.", {
          text,
          hostsUnknown: estate.hostsUnknown,
        })
      : t("{text}. Updates and internet access aren't in the import.", { text }),
  )
}

const judgeProxy: Line['judge'] = ({ source }) => {
  if (source.connection === 'direct') return known(true, t('The Provider connects directly.'))
  if (/^https:/i.test(source.proxy.address.trim()))
    return known(false, t('{address} is an HTTPS proxy.', { address: source.proxy.address }))
  return known(true, t('{address} is named as an HTTP proxy.', { address: proxyHost(source.proxy.address) || t('The proxy') }))
}

const judgePrepare: Line['judge'] = (answers, context) => {
  const steps = [
    ['network', answers.target.network !== ''],
    [t('storage account'), answers.target.storageAccount !== ''],
    [t('VMM server'), answers.source.vmmServer !== ''],
    [t('network mapping'), answers.networkMapping.mappings.length > 0 || context.estate.vmsOnNetwork === 0],
  ] as const
  const open = steps.filter(([, done]) => !done).map(([name]) => name)
  return known(
    open.length === 0,
    open.length === 0 ? t('All four are chosen in this setup.') : t('Still to choose: {open}.', { open: open.join(', ') }),
  )
}

const judgeRegion: Line['judge'] = (answers, context) => {
  const { vault, target } = answers
  const chosen = [findNamed(allAccounts(answers, context), target.storageAccount), findNamed(allNetworks(answers, context), target.network)]
  if (vault.region === '' || chosen.some((each) => each === undefined))
    return known(false, t('Storage account and network are still to choose.'))
  const away = chosen.flatMap((each) =>
    each && each.region.toLowerCase() !== vault.region.toLowerCase()
      ? t('{name} is in {region}', { name: each.name, region: each.region })
      : [],
  )
  return known(
    away.length === 0,
    away.length === 0
      ? t('Both are in {region}, like the vault.', { region: vault.region })
      : t('{away}; the vault is in {region}.', { away: away.join('; '), region: vault.region }),
  )
}

const lines: readonly Line[] = [
  {
    item: 'S1',
    title: t('The components are there'),
    detail: t(
      'A VMM server with clouds, Hyper-V hosts in them, the Provider on the server, the agent on each host, an Azure subscription.',
    ),
    judge: (_answers, { vmmServers, estate }) => {
      const clouds = vmmServers.reduce((sum, each) => sum + each.clouds.length, 0)
      return known(
        vmmServers.length > 0 && clouds > 0 && estate.hosts > 0,
        t('{servers}, {clouds}, {hosts} in the lab.', {
          servers: plural(vmmServers.length, 'VMM server'),
          clouds: plural(clouds, 'cloud'),
          hosts: plural(estate.hosts, 'host'),
        }),
      )
    },
  },
  {
    item: 'S2',
    title: t('HTTPS 443 is open to Azure'),
    detail: t('The Provider reaches the service, the agents reach Azure storage, both over HTTPS 443.'),
    judge: () => ask(),
  },
  {
    item: 'S3',
    title: t('One Recovery Services vault serves backup and recovery'),
    detail: t('Subscriptions of the Cloud Solution Provider program work; storage and machines can be Resource Manager or classic.'),
    judge: () => information,
  },
  {
    item: 'S4',
    title: t('Azure account, storage and network'),
    detail: t('A subscription, a standard storage account (GRS is advised) and a virtual network in the region of the vault.'),
    judge: () => ask(),
  },
  {
    item: 'S5',
    title: t('VMM runs System Center 2012 R2 with clouds'),
    detail: t('Each cloud holds a host group, each host group a Hyper-V host or cluster.'),
    judge: judgeVmm,
  },
  {
    item: 'S6',
    title: t('Hosts run Windows Server 2012 R2 or later'),
    detail: t('With the latest updates and the fixes of KB 2961977, managed in a VMM cloud, with access to the internet.'),
    judge: judgeHosts,
  },
  { item: 'S7', title: t('The proxy is not an HTTPS proxy'), detail: t("An HTTPS-based proxy isn't supported."), judge: judgeProxy },
  {
    item: 'S8',
    title: t('The addresses of the service are allowed'),
    detail: t(
      '*.hypervrecoverymanager.windowsazure.com, *.accesscontrol.windows.net, *.backup.windowsazure.com, *.blob.core.windows.net, *.store.core.windows.net; from the VMM server also https://www.msftncsi.com/ncsi.txt.',
    ),
    judge: () => ask(),
  },
  {
    item: 'S9',
    title: t('Firewalls by IP address let Azure through'),
    detail: t("Azure datacenter ranges of the vault's region and of West US, HTTPS 443 (the source prints 433 by mistake)."),
    judge: () => ask(),
  },
  {
    item: 'S10',
    title: t('Machines meet the requirements of Azure'),
    detail: machineLimits,
    judge: (_answers, { estate, rulePack }) =>
      known(
        estate.eligibleVms > 0,
        t('{eligibleVms} of {machines} can be selected (rules {rulePack}).', {
          eligibleVms: estate.eligibleVms.toLocaleString('en-US'),
          machines: plural(estate.vms, 'machine'),
          rulePack,
        }),
      ),
  },
  {
    item: 'S11',
    title: t('What to prepare, in order'),
    detail: t('Azure network, storage account, VMM server, network mapping.'),
    judge: judgePrepare,
  },
  {
    item: 'S12',
    title: t('Storage and network are in the region of the vault'),
    detail: t('Made before (advised) or in this setup, of the deployment model you choose.'),
    judge: judgeRegion,
  },
  {
    item: 'S13',
    title: t('It is decided which clouds appear in the vault'),
    detail: t('All clouds of the server, or those chosen one by one.'),
    judge: ({ source }) =>
      source.sync === 'all'
        ? known(true, t('All clouds of the server are sent.'))
        : known(source.clouds.length > 0, t('{clouds} chosen.', { clouds: plural(source.clouds.length, 'cloud') })),
  },
  {
    item: 'S14',
    title: t('Machines are attached to VM networks of the cloud'),
    detail: t('Each VM network is linked to a logical network of the cloud.'),
    judge: (_answers, { estate, vmNetworks }) =>
      known(
        estate.vmsOnNetwork > 0,
        t('{vmsOnNetwork} of {machines} on a VM network; {vmNetworksLinked} of {networks} with a known logical network.', {
          vmsOnNetwork: estate.vmsOnNetwork.toLocaleString('en-US'),
          machines: plural(estate.vms, 'machine'),
          vmNetworksLinked: estate.vmNetworksLinked,
          networks: plural(vmNetworks.length, 'VM network'),
        }),
      ),
  },
  {
    item: 'S15',
    title: t('Why networks are mapped'),
    detail: t('Machines of one network reach each other whatever plan they are in; with a gateway they reach your site.'),
    judge: () => information,
  },
]

/** S1 to S15: judged from the inventory and the answers, or ticked by a person where neither can tell. */
export const prerequisiteLines = (answers: SetupAnswers, context: SetupContext): PrerequisiteLine[] =>
  lines.map(({ item, title, detail: told, judge }) => {
    const detail = typeof told === 'string' ? told : told(context)
    const judged = judge(answers, context)
    const tick = answers.prerequisites.ticks.find((each) => each.item === item)
    if (judged.kind !== 'ask' || !tick) return { item, title, detail, ...judged }
    const evidence = [t('{by} ticked it on {date}.', { by: tick.by, date: tick.date }), judged.evidence]
      .filter((text) => text !== '')
      .join(' ')
    return { item, title, detail, kind: 'ask', state: 'met', evidence }
  })
