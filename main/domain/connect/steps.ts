import type { ConnectListId } from '../../../preload/contract/connect.ts'
import { t } from '../../../preload/contract/words.ts'

export type Os = 'windows' | 'linux'

/** A line of a check-list. One id in two lists is one and the same thing, with one evidence. */
export interface StepSpec {
  id: string
  lists: readonly ConnectListId[]
  /** Machines that it concerns; absent = all. */
  os?: Os
  /** Judged by the lab's data. */
  automatic?: true
  text: string
  reason: string
}

/**
 * What has to be so that a failed-over machine can be reached (S65, S67, S68), and that it is what was ordered (S71), in the order of the work.
 * Texts are ours; the reference names what is to be done. The commands and the two lines on sign-in screen and applications are ours too.
 */
export const stepSpecs: readonly StepSpec[] = [
  {
    id: 'isolated-network',
    lists: ['prepare'],
    automatic: true,
    text: t('Use an Azure network that is isolated from production.'),
    reason: t('The test machine has the name of the real one, and maybe its address: they must not meet. A new Azure network is isolated.'),
  },
  {
    id: 'agent',
    lists: ['prepare', 'before'],
    os: 'windows',
    text: t('Install the Azure VM agent on the machine.'),
    reason: t('The machine boots faster in Azure with it, and trouble is easier to find.'),
  },
  {
    id: 'agent',
    lists: ['prepare'],
    os: 'linux',
    text: t('Install the Azure VM agent (WALinuxAgent) on the machine.'),
    reason: t('The machine boots faster in Azure with it, and trouble is easier to find.'),
  },
  {
    id: 'directory',
    lists: ['prepare'],
    automatic: true,
    text: t('Replicate a domain controller with DNS, if the test needs Active Directory.'),
    reason: t('From an isolated network the machine does not reach the domain controllers of your site.'),
  },
  {
    id: 'rdp-on',
    lists: ['before'],
    os: 'windows',
    text: t('Enable Remote Desktop.'),
    reason: t('Nobody can sign in over the network without it.'),
  },
  {
    id: 'rdp-public-rules',
    lists: ['before'],
    os: 'windows',
    text: t('Access over the internet: add TCP and UDP rules of Remote Desktop for the Public profile.'),
    reason: t('In Azure the machine may take its new network for a public one, and its firewall then goes by these rules.'),
  },
  {
    id: 'rdp-all-profiles',
    lists: ['before'],
    os: 'windows',
    text: t('Access over the internet: allow Remote Desktop for all profiles, in Windows Firewall under Allowed apps and features.'),
    reason: t('Whichever profile the machine chooses after the failover, Remote Desktop passes.'),
  },
  {
    id: 'rdp-domain-private',
    lists: ['before'],
    os: 'windows',
    text: t(
      'Access over a site-to-site connection: allow Remote Desktop for Domain and Private networks, in Windows Firewall under Allowed apps and features.',
    ),
    reason: t('Over a site-to-site connection you arrive from your own network.'),
  },
  {
    id: 'san-policy',
    lists: ['before'],
    os: 'windows',
    text: t('Set the SAN policy of the operating system to OnlineAll.'),
    reason: t('Data disks can stay offline in Azure and lose their drive letters otherwise.'),
  },
  {
    id: 'ipsec-off',
    lists: ['before'],
    os: 'windows',
    text: t('Turn off the IPsec service before the failover.'),
    reason: t('Its rules know your network. In another one they can refuse every connection.'),
  },
  {
    id: 'ssh-autostart',
    lists: ['before'],
    os: 'linux',
    text: t('Let the Secure Shell service start with the system.'),
    reason: t('Nobody is at the console of the machine in Azure to start it.'),
  },
  {
    id: 'ssh-firewall',
    lists: ['before'],
    os: 'linux',
    text: t('Check that its firewall rules allow an SSH connection.'),
    reason: t('The rules of the machine go to Azure with it.'),
  },
  {
    id: 'rdp-endpoint',
    lists: ['after'],
    os: 'windows',
    text: t('Access over the internet: add a public endpoint for RDP (port 3389), and credentials to sign in with.'),
    reason: t('Nothing from the internet reaches the machine without an endpoint.'),
  },
  {
    id: 'rdp-domain-policy',
    lists: ['after'],
    os: 'windows',
    text: t('Check that no domain policy prevents connecting to a machine over a public address.'),
    reason: t('Such a policy comes to Azure with the machine, and with it the refusal.'),
  },
  {
    id: 'rdp-connect',
    lists: ['after'],
    os: 'windows',
    text: t('Connect with Remote Desktop. If that fails, check that the machine is running.'),
    reason: t('Only a connection proves that all of the above is so.'),
  },
  {
    id: 'ssh-nsg',
    lists: ['after'],
    os: 'linux',
    text: t('Let the network security groups of the machine and of its subnet allow incoming connections to the SSH port.'),
    reason: t('Each of the two groups can refuse the connection.'),
  },
  {
    id: 'ssh-endpoint',
    lists: ['after'],
    os: 'linux',
    text: t('Access over the internet: create a public endpoint for the SSH port (TCP 22 by default).'),
    reason: t('Nothing from the internet reaches the machine without an endpoint.'),
  },
  {
    id: 'ssh-vpn',
    lists: ['after'],
    os: 'linux',
    text: t('Access over VPN (ExpressRoute or site-to-site): connect with the SSH client directly.'),
    reason: t('Over VPN the machine is reached by its own address; no endpoint is needed.'),
  },
  {
    id: 'vm-appears',
    lists: ['verify'],
    automatic: true,
    text: t('It appears under Virtual machines.'),
    reason: t('Only then has the failover made it.'),
  },
  {
    id: 'vm-size',
    lists: ['verify'],
    automatic: true,
    text: t('It has the appropriate size.'),
    reason: t('A smaller size than the machine needs makes it slow, or leaves adapters out.'),
  },
  {
    id: 'vm-network',
    lists: ['verify'],
    automatic: true,
    text: t('It is connected to the appropriate network.'),
    reason: t('Its users look for it there; a test machine belongs into an isolated one.'),
  },
  {
    id: 'vm-running',
    lists: ['verify'],
    automatic: true,
    text: t('It is running.'),
    reason: t('A machine that is stopped serves nobody.'),
  },
  {
    id: 'vm-starts',
    lists: ['verify'],
    text: t('Its operating system has started: it shows its sign-in.'),
    reason: t('Azure calls a machine running that hangs in its boot.'),
  },
  {
    id: 'vm-works',
    lists: ['verify'],
    text: t('Its applications work, with all disks in their place.'),
    reason: t('That is what the failover is for.'),
  },
]

/** Lines of a list for an operating system, in their order. */
export const stepsOf = (list: ConnectListId, os: Os): StepSpec[] =>
  stepSpecs.filter((step) => step.lists.includes(list) && (step.os === undefined || step.os === os))

/** Whether evidence of a step is about the machine in Azure and not about the one at its source. */
export const isInAzure = (step: StepSpec): boolean => step.lists.every((list) => list === 'after' || list === 'verify')
