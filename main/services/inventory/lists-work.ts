import { jobStatuses } from '../../../preload/contract/jobs.ts'
import { t } from '../../../preload/contract/words.ts'
import { choice, col, duration, figure, idColumn, type ListSpec, labAge, more, text } from './list-spec.ts'

/** Who cancelled a job: it is noted with those of the lab's clock, others are cancelled by their owner. */
const canceller = "CASE WHEN j.status = 'cancelled' THEN iif(j.clock = 'lab', json_extract(j.parameters, '$.cancelledBy'), j.owner) END"

export const jobList: ListSpec = {
  kind: 'jobs',
  // jobs of a time that was taken back are in no list
  from: '(SELECT * FROM job WHERE id NOT IN (SELECT job_id FROM replication_job WHERE gone = 1)) j',
  id: 'j.id',
  byClock: true,
  // newest first; ids count up, also where the paused lab clock gives many jobs one time
  defaultSort: [{ field: 'id', descending: true }],
  columns: [
    col('name', t('Name'), 'text', 260, 'j.name'),
    col('status', t('Status'), 'jobStatus', 160, 'j.status'),
    col('startTime', t('Start Time'), 'instantLab', 160, 'j.started_lab_ms'),
    col('resultName', t('Result Name'), 'text', 180, 'j.target_name'),
    col('owner', t('Owner'), 'text', 140, 'j.owner'),
    col('progress', t('Progress'), 'percent', 90, 'j.progress_percent', more),
    col('duration', t('Duration'), 'durationMs', 100, 'j.ended_lab_ms - j.started_lab_ms', more),
    col('durationWall', t('Duration (wall)'), 'durationMs', 120, 'j.ended_wall_ms - j.started_wall_ms', more),
    col('endTime', t('End Time'), 'instantLab', 160, 'j.ended_lab_ms', more),
    col('startedWall', t('Started (wall)'), 'instantWall', 170, 'j.started_wall_ms', more),
    col('endedWall', t('End Time (wall)'), 'instantWall', 170, 'j.ended_wall_ms', more),
    col('kind', t('Command'), 'text', 160, 'j.kind', more),
    col('errorCode', t('Error code'), 'text', 130, 'j.error_code', more),
    col('cancelledBy', t('Cancelled by'), 'text', 140, canceller, more),
    idColumn('j'),
  ],
  scopes: {},
  fields: [
    text('name', t('Name'), 'j.name'),
    choice('status', t('Status'), [...jobStatuses], 'j.status'),
    text('kind', t('Command'), 'j.kind'),
    text('target', t('Result Name'), 'j.target_name', [], ['result']),
    text('targetkind', t('Kind of the result'), 'j.target_kind'),
    text('owner', t('Owner'), 'j.owner'),
    text('error', t('Error code'), 'j.error_code'),
    duration('age', t('Age in lab time'), labAge('j.started_lab_ms')),
    figure('id', t('ID'), 'j.id'),
  ],
}

const fileNames = `(SELECT group_concat(json_extract(f.value, '$.name'), ', ') FROM json_each(b.files) f)`
const count = (name: string) => `json_extract(b.counts, '$.${name}')`
export const importList: ListSpec = {
  kind: 'imports',
  from: 'import_batch b',
  id: 'b.id',
  defaultSort: [{ field: 'id', descending: true }],
  columns: [
    col('name', t('Files'), 'text', 320, fileNames),
    col('time', t('Imported'), 'instantWall', 170, 'b.wall_ms'),
    col('actor', t('Owner'), 'text', 140, 'b.actor'),
    col('created', t('Created'), 'count', 90, count('created')),
    col('updated', t('Updated'), 'count', 90, count('updated')),
    col('unchanged', t('Unchanged'), 'count', 90, count('unchanged')),
    col('rejectedRows', t('Left out'), 'count', 90, 'b.rejected_rows'),
    idColumn('b'),
  ],
  scopes: {},
  fields: [
    text('name', t('Files'), fileNames, [], ['file']),
    text('owner', t('Owner'), 'b.actor'),
    figure('created', t('Created'), count('created')),
    figure('updated', t('Updated'), count('updated')),
    figure('rejected', t('Left out'), 'b.rejected_rows'),
    figure('id', t('ID'), 'b.id'),
  ],
}
