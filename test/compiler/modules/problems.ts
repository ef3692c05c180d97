import { compileText } from '../harness.ts'

/** What is wrong with a program of several files: the code, the sentence, and the file and text that it points at. */
export function problemsOf(text: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const { diagnostics, sources } = compileText(text, files)
  return diagnostics.map(({ code, message, location }) => {
    const source = location && sources.get(location.file)
    const place = source ? `${location.file}: ${source.text.slice(location.start, location.end)}` : 'nowhere'
    return `${code} ${message} [${place}]`
  })
}

/** The hints of what is wrong, in the same order. */
export function hintsOf(text: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  return compileText(text, files).diagnostics.map(({ hint }) => hint ?? '')
}
