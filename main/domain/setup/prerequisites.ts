import type { PrerequisiteLine, SetupAnswers } from '../../../preload/contract/setup.ts'
import { plural } from '../../../preload/contract/words.ts'
import type { SetupContext } from './context.ts'
import { findNamed } from './issue.ts'
import { proxyHost } from './source-page.ts'
import { allAccounts, allNetworks } from './target.ts'

type Judged = Pick<PrerequisiteLine, 'kind' | 'state' | 'evidence'>
interface Line {
  item: string
  title: string
  detail: string
  judge: (answers: SetupAnswers, context: SetupContext) => Judged
}

const known = (met: boolean, evidence: string): Judged => ({ kind: 'known', state: met ? 'met' : 'not-met', evidence })
const ask = (evidence = ''): Judged => ({ kind: 'ask', state: 'open', evidence })
const information: Judged = { kind: 'known', state: 'information', evidence: 'For your information.' }

/** 3.2 is System Center 2012 R2; later releases count up (4.x 2016, 10.x 2019 and later). */
const is2012R2 = (version: string): boolean | null => {
  const match = /^(\d+)\.(\d+)/.exec(version)
  if (!match) return null
  const [major, minor] = [Number(match[1]), Number(match[2])]
  return major > 3 || (major === 3 && minor >= 2)
}

const judgeVmm: Line['judge'] = (answers, { vmmServers }) => {
  const server = findNamed(vmmServers, answers.source.vmmServer) ?? vmmServers[0]
  if (!server) return known(false, 'No VMM server is in the lab.')
  const filled = server.clouds.filter((each) => each.hostGroups > 0 || each.hosts > 0).length
  const clouds = `${plural(server.clouds.length, 'cloud')} on ${server.name}, ${filled} with host groups or hosts`
  if (server.clouds.length === 0) return known(false, `${server.name} has no cloud.`)
  const recent = server.version === null ? null : is2012R2(server.version)
  if (recent === false) return known(false, `${server.name} has version ${server.version}. ${clouds}.`)
  if (filled === 0) return known(false, `${clouds}.`)
  if (recent === null) return ask(`${clouds}; the import doesn't tell the version.`)
  return known(true, `${server.name} has version ${server.version}; ${clouds}.`)
}

const judgeHosts: Line['judge'] = (_answers, { estate }) => {
  if (estate.hosts === 0) return known(false, 'No host is in the lab.')
  const text = `${estate.hostsModern} of ${plural(estate.hosts, 'host')} run Windows Server 2012 R2 or later`
  if (estate.hostsOld > 0) return known(false, `${text}; ${plural(estate.hostsOld, 'older one')}.`)
  return ask(
    `${text}${estate.hostsUnknown > 0 ? `; of ${estate.hostsUnknown} the import doesn't tell` : ''}. Updates and internet access aren't in the import.`,
  )
}

const judgeProxy: Line['judge'] = ({ source }) => {
  if (source.connection === 'direct') return known(true, 'The Provider connects directly.')
  if (/^https:/i.test(source.proxy.address.trim())) return known(false, `${source.proxy.address} is an HTTPS proxy.`)
  return known(true, `${proxyHost(source.proxy.address) || 'The proxy'} is named as an HTTP proxy.`)
}

const judgePrepare: Line['judge'] = (answers, context) => {
  const steps = [
    ['network', answers.target.network !== ''],
    ['storage account', answers.target.storageAccount !== ''],
    ['VMM server', answers.source.vmmServer !== ''],
    ['network mapping', answers.networkMapping.mappings.length > 0 || context.estate.vmsOnNetwork === 0],
  ] as const
  const open = steps.filter(([, done]) => !done).map(([name]) => name)
  return known(open.length === 0, open.length === 0 ? 'All four are chosen in this setup.' : `Still to choose: ${open.join(', ')}.`)
}

const judgeRegion: Line['judge'] = (answers, context) => {
  const { vault, target } = answers
  const chosen = [findNamed(allAccounts(answers, context), target.storageAccount), findNamed(allNetworks(answers, context), target.network)]
  if (vault.region === '' || chosen.some((each) => each === undefined))
    return known(false, 'Storage account and network are still to choose.')
  const away = chosen.flatMap((each) =>
    each && each.region.toLowerCase() !== vault.region.toLowerCase() ? `${each.name} is in ${each.region}` : [],
  )
  return known(
    away.length === 0,
    away.length === 0 ? `Both are in ${vault.region}, like the vault.` : `${away.join('; ')}; the vault is in ${vault.region}.`,
  )
}

const lines: readonly Line[] = [
  {
    item: 'S1',
    title: 'The components are there',
    detail: 'A VMM server with clouds, Hyper-V hosts in them, the Provider on the server, the agent on each host, an Azure subscription.',
    judge: (_answers, { vmmServers, estate }) => {
      const clouds = vmmServers.reduce((sum, each) => sum + each.clouds.length, 0)
      return known(
        vmmServers.length > 0 && clouds > 0 && estate.hosts > 0,
        `${plural(vmmServers.length, 'VMM server')}, ${plural(clouds, 'cloud')}, ${plural(estate.hosts, 'host')} in the lab.`,
      )
    },
  },
  {
    item: 'S2',
    title: 'HTTPS 443 is open to Azure',
    detail: 'The Provider reaches the service, the agents reach Azure storage, both over HTTPS 443.',
    judge: () => ask(),
  },
  {
    item: 'S3',
    title: 'One Recovery Services vault serves backup and recovery',
    detail: 'Subscriptions of the Cloud Solution Provider program work; storage and machines can be Resource Manager or classic.',
    judge: () => information,
  },
  {
    item: 'S4',
    title: 'Azure account, storage and network',
    detail: 'A subscription, a standard storage account (GRS is advised) and a virtual network in the region of the vault.',
    judge: () => ask(),
  },
  {
    item: 'S5',
    title: 'VMM runs System Center 2012 R2 with clouds',
    detail: 'Each cloud holds a host group, each host group a Hyper-V host or cluster.',
    judge: judgeVmm,
  },
  {
    item: 'S6',
    title: 'Hosts run Windows Server 2012 R2 or later',
    detail: 'With the latest updates and the fixes of KB 2961977, managed in a VMM cloud, with access to the internet.',
    judge: judgeHosts,
  },
  { item: 'S7', title: 'The proxy is not an HTTPS proxy', detail: "An HTTPS-based proxy isn't supported.", judge: judgeProxy },
  {
    item: 'S8',
    title: 'The addresses of the service are allowed',
    detail:
      '*.hypervrecoverymanager.windowsazure.com, *.accesscontrol.windows.net, *.backup.windowsazure.com, *.blob.core.windows.net, *.store.core.windows.net; from the VMM server also https://www.msftncsi.com/ncsi.txt.',
    judge: () => ask(),
  },
  {
    item: 'S9',
    title: 'Firewalls by IP address let Azure through',
    detail: "Azure datacenter ranges of the vault's region and of West US, HTTPS 443 (the source prints 433 by mistake).",
    judge: () => ask(),
  },
  {
    item: 'S10',
    title: 'Machines meet the requirements of Azure',
    detail: 'Names, disks up to 1,023 GB, no shared disks, no UEFI boot, no Linux with a static address.',
    judge: (_answers, { estate, rulePack }) =>
      known(
        estate.eligibleVms > 0,
        `${estate.eligibleVms.toLocaleString('en-US')} of ${plural(estate.vms, 'machine')} can be selected (rules ${rulePack}).`,
      ),
  },
  {
    item: 'S11',
    title: 'What to prepare, in order',
    detail: 'Azure network, storage account, VMM server, network mapping.',
    judge: judgePrepare,
  },
  {
    item: 'S12',
    title: 'Storage and network are in the region of the vault',
    detail: 'Made before (advised) or in this setup, of the deployment model you choose.',
    judge: judgeRegion,
  },
  {
    item: 'S13',
    title: 'It is decided which clouds appear in the vault',
    detail: 'All clouds of the server, or those chosen one by one.',
    judge: ({ source }) =>
      source.sync === 'all'
        ? known(true, 'All clouds of the server are sent.')
        : known(source.clouds.length > 0, `${plural(source.clouds.length, 'cloud')} chosen.`),
  },
  {
    item: 'S14',
    title: 'Machines are attached to VM networks of the cloud',
    detail: 'Each VM network is linked to a logical network of the cloud.',
    judge: (_answers, { estate, vmNetworks }) =>
      known(
        estate.vmsOnNetwork > 0,
        `${estate.vmsOnNetwork.toLocaleString('en-US')} of ${plural(estate.vms, 'machine')} on a VM network; ${estate.vmNetworksLinked} of ${plural(vmNetworks.length, 'VM network')} with a known logical network.`,
      ),
  },
  {
    item: 'S15',
    title: 'Why networks are mapped',
    detail: 'Machines of one network reach each other whatever plan they are in; with a gateway they reach your site.',
    judge: () => information,
  },
]

/** S1 to S15: judged from the inventory and the answers, or ticked by a person where neither can tell. */
export const prerequisiteLines = (answers: SetupAnswers, context: SetupContext): PrerequisiteLine[] =>
  lines.map(({ item, title, detail, judge }) => {
    const judged = judge(answers, context)
    const tick = answers.prerequisites.ticks.find((each) => each.item === item)
    if (judged.kind !== 'ask' || !tick) return { item, title, detail, ...judged }
    const evidence = [`${tick.by} ticked it on ${tick.date}.`, judged.evidence].filter((text) => text !== '').join(' ')
    return { item, title, detail, kind: 'ask', state: 'met', evidence }
  })
