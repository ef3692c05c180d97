import { problem } from './diagnostic.ts'

/** The folder `.pipe/`: damage, locks, a full disk. Codes PIPE6002 to PIPE6999. */
export const storeProblems = {
  resultsDropped: problem<{ count: number; objects: number; example: string }>(
    'PIPE6002',
    'warning',
    ({ count, objects, example }) =>
      `${count === 1 ? 'A stored result was' : `${count} stored results were`} dropped, because ${
        objects === 1 ? 'a stored file is' : `${objects} stored files are`
      } gone or damaged (${example}).`,
    () => 'The next run makes them again; `pipe doctor` checks every stored file.',
  ),
  databaseRebuilt: problem<{ reason: string; results: number; aside?: string | undefined }>(
    'PIPE6003',
    'warning',
    ({ reason, results, aside }) =>
      `The store's database was damaged (${reason}) and was built anew with ${results} ${
        results === 1 ? 'result' : 'results'
      } from the journal${aside ? `; the damaged one is now ${aside}` : ''}.`,
    () => 'Nothing is to be done. If this comes back, check the disk.',
  ),
  journalRewritten: problem<{ reason: string; results: number }>(
    'PIPE6004',
    'warning',
    ({ reason, results }) =>
      `The store's journal results.jsonl was damaged (${reason}) and was written anew with ${results} ${
        results === 1 ? 'result' : 'results'
      } from the database.`,
    () => 'Nothing is to be done. If this comes back, check the disk.',
  ),
  diskFull: problem<{ doing: string; path: string; free: string }>(
    'PIPE6005',
    'error',
    ({ doing, path, free }) => `The disk is full: ${doing} ${path} failed with ${free} free.`,
    () => 'Free some space, then run again: what was finished is kept, and nothing is half recorded.',
  ),
  notWritable: problem<{ doing: string; path: string; reason: string }>(
    'PIPE6006',
    'error',
    ({ doing, path, reason }) => `${capital(doing)} ${path} is not allowed: ${reason}.`,
    ({ path }) => `Make ${path} writable for this user, or work on a copy of the project.`,
  ),
  symbolicLink: problem<{ path: string; target: string; outside: boolean }>(
    'PIPE6007',
    'error',
    ({ path, target, outside }) =>
      `The output has a symbolic link, ${path} -> ${target}, ${
        outside ? 'that leads out of it' : 'and links are not stored'
      }.`,
    () => 'Write a real file instead of the link.',
  ),
  specialFile: problem<{ path: string; what: string }>(
    'PIPE6008',
    'error',
    ({ path, what }) => `The output has ${what}, ${path}, and only files and folders are stored.`,
    () => 'Write what it should hold to a plain file.',
  ),
  unreadable: problem<{ path: string; reason: string }>(
    'PIPE6009',
    'error',
    ({ path, reason }) => `${path} can't be read: ${reason}.`,
    ({ path }) => `Check that ${path} is there and that this user may read it.`,
  ),
  newerStore: problem<{ path: string; found: number; known: number }>(
    'PIPE6010',
    'error',
    ({ path, found, known }) =>
      `The store ${path} has format ${found}, made by a newer Pipewright; this one knows formats up to ${known}.`,
    () => 'Update Pipewright, or move the folder .pipe away to start a new store.',
  ),
  objectGone: problem<{ hash: string; destination: string }>(
    'PIPE6011',
    'error',
    ({ hash, destination }) =>
      `${destination} can't be written, because its stored content ${hash.slice(0, 12)} is gone or damaged.`,
    () => 'Run again: the result is dropped and made anew.',
  ),
  noDatabaseEngine: problem<{ reason: string }>(
    'PIPE6012',
    'error',
    ({ reason }) => `SQLite, which the store needs, can't be loaded: ${reason}.`,
    () => 'Install again (`npm ci`), or use Node 22.13 or newer, which has SQLite built in.',
  ),
  objectDamaged: problem<{ hash: string; reason: string }>(
    'PIPE6013',
    'warning',
    ({ hash, reason }) => `The stored content ${hash.slice(0, 12)} was removed: ${reason}.`,
    () => 'The next run that needs it makes it again.',
  ),
  busy: problem<{ path: string; seconds: number }>(
    'PIPE6014',
    'error',
    ({ path, seconds }) => `Another process has kept ${path} locked for more than ${seconds} seconds.`,
    () => 'End the other `pipe` on this project if it hangs, then run again.',
  ),
  ioFailed: problem<{ doing: string; path: string; reason: string }>(
    'PIPE6015',
    'error',
    ({ doing, path, reason }) => `${capital(doing)} ${path} failed: ${reason}.`,
    () => 'Check the disk and the folder, then run again: what was finished is kept.',
  ),
  unsteady: problem<{ path: string }>(
    'PIPE6016',
    'error',
    ({ path }) => `${path} was still being written while it was read.`,
    () => 'Let the command wait for everything it started before it ends.',
  ),
  destinationTaken: problem<{ destination: string; found: string; wanted: string }>(
    'PIPE6017',
    'error',
    ({ destination, found, wanted }) =>
      `${destination} is ${found}, so the output, ${wanted}, can't be put there.`,
    ({ destination }) => `Move ${destination} away, or give the output another path.`,
  ),
  notAFolder: problem<{ path: string }>(
    'PIPE6018',
    'error',
    ({ path }) => `The store can't be opened, because ${path} is not a folder.`,
    ({ path }) => `Move ${path} away: the store makes a folder of that name.`,
  ),
  eventsLost: problem<{ path: string; reason: string }>(
    'PIPE6019',
    'warning',
    ({ path, reason }) => `Events of this run are missing from ${path}: ${reason}.`,
    () => 'The results are not affected; only the history of this run is incomplete.',
  ),
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
