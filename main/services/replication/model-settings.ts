import type { ModelAssumption, ModelSetting } from '../../../preload/contract/clock.ts'
import { t } from '../../../preload/contract/words.ts'
import { defaultHost, defaultJobs, defaultParams, defaultScriptTimeoutMs } from '../../domain/replication/defaults.ts'
import type { TimedStep } from '../../domain/replication/scenario.ts'
import { labJitterPermille } from './assumptions.ts'
import { irAmounts, jobPrefix } from './model.ts'

type Spec = Omit<ModelSetting, 'value'>

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const setting = (
  id: string,
  group: Spec['group'],
  words: { label: string; note: string },
  number: Pick<Spec, 'unit' | 'initial'> & { min?: number; max?: number; choices?: string[] },
  from: { source: Spec['source']; refs: string; locked?: string },
): Spec => ({
  id,
  group,
  ...words,
  unit: number.unit,
  initial: number.initial,
  min: number.min ?? 0,
  max: number.max ?? (number.choices ? number.choices.length - 1 : Number.MAX_SAFE_INTEGER),
  choices: number.choices ?? [],
  source: from.source,
  refs: from.refs,
  locked: from.locked ?? null,
})

const jobWords = (): Record<TimedStep, string> => ({
  enable: t('Enable protection'),
  finalize: t('Finalize protection, with the merge of the snapshot'),
  prereq: t('Prerequisites check'),
  shutdown: t('Shut down the source'),
  process: t('Process the latest recovery point'),
  createVm: t('Create the virtual machine in Azure'),
  prepare: t('Prepare the virtual machine'),
  boot: t('Start the virtual machine'),
  cleanup: t('Clean up a test failover'),
  commit: t('Commit'),
  reverse: t('Reverse replicate'),
  disable: t('Disable protection'),
  changePoint: t('Change the recovery point'),
  azShutdown: t('Shut down the Azure virtual machine'),
  onpremBoot: t('Start the machine on your site'),
})

/** Every number that the simulation counts with, in the order of the page. `[min, max]` is what may be typed. */
export const modelSpecs = (labSeed: number): Spec[] => {
  const ours = (refs: string) => ({ source: 'ours' as const, refs })
  const fixed = t("Microsoft's documents say so; the model keeps to them.")
  const elsewhere = t('Set in Getting Started, Capacity planning.')
  const window = defaultParams.resyncWindow ?? { fromMin: 0, toMin: 0 }
  return [
    setting(
      'seed',
      'seed',
      { label: t('Seed'), note: t('Which durations jobs draw. The same lab, seed and actions give the same event log.') },
      { unit: 'number', initial: labSeed, max: 4_294_967_295 },
      ours(t('model 8.1')),
    ),
    setting(
      'jitterPermille',
      'seed',
      { label: t('Spread of job durations'), note: t('A step of a job lasts its duration, more or less by up to this share.') },
      { unit: 'permille', initial: labJitterPermille, max: 500 },
      ours(t('model 8.1')),
    ),
    setting(
      'warnRpoMs',
      'health',
      { label: t('RPO that is a Warning'), note: t('Longer than this: Replication health is Warning.') },
      { unit: 'ms', initial: defaultParams.warnRpoMs, min: minute, max: 7 * day },
      ours('P9'),
    ),
    setting(
      'critRpoMs',
      'health',
      { label: t('RPO that is Critical'), note: t('Longer than this: Replication health is Critical.') },
      { unit: 'ms', initial: defaultParams.critRpoMs, min: minute, max: 30 * day },
      ours('P9'),
    ),
    setting(
      'monitoringIntervalMs',
      'health',
      { label: t('Interval of the count of missed cycles'), note: t('At its end the missed cycles are judged and counted anew.') },
      { unit: 'ms', initial: defaultParams.monitoringIntervalMs, min: minute, max: day },
      ours(t('model 5')),
    ),
    setting(
      'missedPermille',
      'health',
      { label: t('Missed cycles that are a Warning'), note: t('As a share of the cycles of the interval.') },
      { unit: 'permille', initial: defaultParams.missedPermille, min: 1, max: 1000 },
      { source: 'community', refs: 'P8' },
    ),
    setting(
      'perThreadBps',
      'rates',
      { label: t('What one thread carries'), note: t('Upload threads times this is the most that one machine sends.') },
      { unit: 'bitsPerSecond', initial: defaultHost.perThreadBps, min: 64_000, max: 10_000_000_000 },
      ours(t('model 2')),
    ),
    setting(
      'checksumBytesPerSec',
      'rates',
      { label: t('Rate of checksums'), note: t('How fast a resynchronization or failback compares a disk.') },
      { unit: 'bytesPerSecond', initial: defaultParams.checksumBytesPerSec, min: 1_000_000, max: 10_000_000_000 },
      ours(t('model 3.13')),
    ),
    setting(
      'irAmount',
      'initial',
      { label: t('What the initial replication sends'), note: t('Used bytes of a disk, or all of its size.') },
      {
        unit: 'choice',
        initial: irAmounts.indexOf(defaultParams.irAmount),
        choices: [t('Used bytes'), t('The whole disk')],
      },
      ours(t('model 3.2')),
    ),
    setting(
      'autoResync',
      'resync',
      { label: t('Resynchronize by itself'), note: t('A machine that needs it starts when its hours begin, without a person.') },
      { unit: 'choice', initial: defaultParams.autoResync ? 1 : 0, choices: [t('No'), t('Yes')] },
      { source: 'documented', refs: 'P12' },
    ),
    setting(
      'resyncFrom',
      'resync',
      { label: t('Resynchronization may start from'), note: t('Time of day of the lab.') },
      { unit: 'minuteOfDay', initial: window.fromMin, max: 1439 },
      { source: 'community', refs: 'P12' },
    ),
    setting(
      'resyncTo',
      'resync',
      { label: t('Resynchronization may start until'), note: t('Time of day of the lab; the same as from = at any time.') },
      { unit: 'minuteOfDay', initial: window.toMin, max: 1439 },
      { source: 'community', refs: 'P12' },
    ),
    ...Object.entries(jobWords()).map(([step, label]) =>
      setting(
        `${jobPrefix}${step}`,
        'jobs',
        { label, note: t('Duration of this step of a job, before its spread.') },
        { unit: 'ms', initial: defaultJobs[step as TimedStep], min: 1000, max: hour },
        ours(t('model 8')),
      ),
    ),
    setting(
      'hrlPermille',
      'fixed',
      { label: t('Log at which a resynchronization is needed'), note: t('As a share of the disk that it belongs to.') },
      { unit: 'permille', initial: defaultParams.hrlPermille },
      { source: 'documented', refs: 'P11', locked: fixed },
    ),
    setting(
      'drillMaxMs',
      'fixed',
      { label: t('A test failover is closed after'), note: t('Its test machines are removed then.') },
      { unit: 'ms', initial: defaultParams.drillMaxMs },
      { source: 'documented', refs: 'S70', locked: fixed },
    ),
    setting(
      'scriptTimeout',
      'fixed',
      { label: t('A script of a recovery plan ends after'), note: t('It counts as failed then.') },
      { unit: 'ms', initial: defaultScriptTimeoutMs },
      { source: 'documented', refs: 'R8', locked: fixed },
    ),
    setting(
      'uploadThreads',
      'fixed',
      { label: t('Upload threads of a machine'), note: t('UploadThreadsPerVM of every host.') },
      { unit: 'number', initial: defaultHost.uploadThreads },
      { source: 'documented', refs: 'S52', locked: elsewhere },
    ),
    setting(
      'downloadThreads',
      'fixed',
      { label: t('Download threads of a machine'), note: t('DownloadThreadsPerVM of every host; failback uses them.') },
      { unit: 'number', initial: defaultHost.downloadThreads },
      { source: 'documented', refs: 'S52', locked: elsewhere },
    ),
  ]
}

/** What is taken for granted, with whose word it is. */
export const modelAssumptions = (): ModelAssumption[] => {
  const line = (id: string, source: ModelAssumption['source'], refs: string, text: string): ModelAssumption => ({ id, source, refs, text })
  return [
    line(
      'backoff',
      'documented',
      'P10',
      t('After an error of the network it is tried again after 1, 2, 4, 8, 10 and then every 30 minutes.'),
    ),
    line('one-by-one', 'documented', 'P14', t('Initial replication sends the disks of a machine one after the other.')),
    line('rpo', 'documented', 'P6', t('RPO is the time since the newest recovery point that can be used.')),
    line('throttle', 'documented', 'S50, S51', t('The throttle goes by work hours and the rest of the week, on every host.')),
    line('points', 'community', 'P5', t('Besides the newest point, one an hour is kept as long as the retention says.')),
    line('fair', 'ours', t('model 4'), t('Full links are shared equally; no cost of TCP, latency or handshakes.')),
    line('hosts', 'ours', t('model 13'), t('Every host counts as prepared: agent installed, certificates in order.')),
    line(
      'churn',
      'ours',
      t('model 2.1'),
      t('A disk writes evenly: what an import measured, else the daily change of capacity planning over its used bytes.'),
    ),
    line('unique', 'ours', t('model 2.2'), t('Changed bytes are all different: a block that is written twice in one log counts twice.')),
    line(
      'phase',
      'ours',
      t('model 3.5'),
      t('The first capture of each machine is shifted, so that they do not all start in the same second.'),
    ),
    line('log-gone', 'ours', t('model 3.10'), t('A log that asks for a resynchronization is deleted at once.')),
    line('ir-twice', 'ours', t('model 3.3'), t('Writes during the initial replication take space twice: in the log and in the snapshot.')),
    line('vss', 'ours', t('model 3.17'), t('VSS works in every guest and takes no time.')),
    line('disk-size', 'ours', t('model 2'), t('A disk whose size no import tells has 127 GiB.')),
  ]
}
