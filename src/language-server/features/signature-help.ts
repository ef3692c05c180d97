import { MarkupKind, type SignatureHelp, type SignatureInformation } from 'vscode-languageserver'
import { functionTypes } from '../../compiler/elaborate/function-types.ts'
import type { Signature } from '../../compiler/signatures/signature.ts'
import type { CallExpression } from '../../parser/ast.ts'
import { cursorAt } from '../completion/cursor.ts'
import { placeAt } from '../completion/place.ts'
import { fieldText } from '../hover/signature-words.ts'
import { namesAt } from '../symbols/denoted.ts'
import { componentsNamed } from '../symbols/signatures.ts'
import type { View, Workspace } from '../workspace.ts'

/** What the call around an offset takes, and which argument is being written. */
export function signatureHelp(workspace: Workspace, view: View, offset: number): SignatureHelp | null {
  const cursor = cursorAt(view.document.getText(), offset)
  const place = cursor && placeAt(workspace, view, cursor)
  const index = place?.path.findIndex((node) => node.kind === 'call' && node.callee !== place.word) ?? -1
  const call = place?.path[index]
  if (!place || call?.kind !== 'call') return null
  const { text } = call.callee
  const expected = place.look.settled.get(call)?.expected
  const components = componentsNamed(place.look, namesAt(place), text, expected)
  const signatures = components.map(informationOf)
  const known = Object.hasOwn(functionTypes, text) ? functionTypes[text] : undefined
  const all = known ? [...signatures, { label: known.usage.replaceAll('`', '') }] : signatures
  if (all.length === 0) return null
  const argument = place.path[index - 1]
  const [first] = components
  return {
    signatures: all,
    activeSignature: 0,
    activeParameter: first
      ? activeOf(first, call, argument?.kind === 'argument' ? call.arguments.indexOf(argument) : 0)
      : 0,
  }
}

function informationOf(signature: Signature): SignatureInformation {
  const fields = [...signature.fields.values()]
  const texts = fields.map((field) => fieldText(signature, field))
  const label = `${signature.name}(${texts.join(', ')})`
  let at = signature.name.length + 1
  const parameters = fields.map(({ doc }, index) => {
    const start = at
    at += (texts[index]?.length ?? 0) + 2
    const place: [number, number] = [start, at - 2]
    return {
      label: place,
      ...(doc !== undefined && { documentation: { kind: MarkupKind.Markdown, value: doc } }),
    }
  })
  return {
    label,
    parameters,
    ...(signature.doc !== undefined && {
      documentation: { kind: MarkupKind.Markdown, value: signature.doc },
    }),
  }
}

/** Which field an argument is: by its name, or by its place. */
function activeOf({ fields }: Signature, call: CallExpression, index: number): number {
  const name = call.arguments[index]?.name?.text
  return name === undefined ? index : Math.max(0, [...fields.keys()].indexOf(name))
}
