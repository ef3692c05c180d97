import { posix } from 'node:path'
import { hashJson, sha256 } from '../base/hash.ts'
import type { CompilerHost } from './host.ts'

/** The questions that are about the world. */
type Question = 'library' | 'readText' | 'readStart' | 'kind' | 'list' | 'realPath'

type Answer = ReturnType<CompilerHost[Question]>

/** What was asked of a host, and the hash of what it answered. */
export type Observation = readonly [question: Question, path: string, bytes: number, answer: string]

/** A host that notes every answer, so that it can be seen later whether the world still gives the same ones. */
export function observedHost(host: CompilerHost, note: (observation: Observation) => void): CompilerHost {
  const seen = new Set<string>()
  const noted = <A extends Answer>(question: Question, path: string, bytes: number, answer: A): A => {
    const asked = `${question} ${bytes} ${path}`
    if (!seen.has(asked) && !isRootMark(question, path)) {
      seen.add(asked)
      note([question, path, bytes, answerHash(answer)])
    }
    return answer
  }
  return {
    ...host,
    library: () => noted('library', '', 0, host.library()),
    readText: (path) => noted('readText', path, 0, host.readText(path)),
    readStart: (path, bytes) => noted('readStart', path, bytes, host.readStart(path, bytes)),
    kind: (path) => noted('kind', path, 0, host.kind(path)),
    list: (folder) => noted('list', folder, 0, host.list(folder)),
    realPath: (path) => noted('realPath', path, 0, host.realPath(path)),
  }
}

/** Whether a host still answers as it did. */
export function stillHolds(host: CompilerHost, observations: readonly Observation[]): boolean {
  return observations.every(([question, path, bytes, answer]) => {
    if (question === 'library') return answerHash(host.library()) === answer
    const now = question === 'readStart' ? host.readStart(path, bytes) : host[question](path)
    return answerHash(now) === answer
  })
}

/** Where the root of the project is, is asked anew each time; that a run makes `.pipe` changes nothing else. */
function isRootMark(question: Question, path: string): boolean {
  return question === 'kind' && rootMarks.includes(posix.basename(path))
}

const rootMarks: readonly string[] = ['.pipe', '.git']

function answerHash(answer: Answer): string {
  if (answer === undefined) return 'nothing'
  if (typeof answer === 'string') return sha256(answer)
  if ('bytes' in answer) return `${sha256(answer.bytes)} ${answer.whole}`
  if ('unreadable' in answer) return sha256(answer.unreadable)
  const items = answer.map((item) => (typeof item === 'string' ? item : `${item.name} ${sha256(item.text)}`))
  return hashJson(items.filter((name) => !rootMarks.includes(name)).sort())
}
