import { posix } from 'node:path'
import type { CompletionItem } from 'vscode-languageserver'
import { rangeOf } from '../places.ts'
import type { View, Workspace } from '../workspace.ts'
import { type Cursor, cursorAt } from './cursor.ts'
import { itemOf, type Offer } from './item.ts'
import { keyOffers } from './keys.ts'
import { kindOffers, typeOffers } from './kinds.ts'
import { memberOffers } from './members.ts'
import { pathOffers } from './paths.ts'
import { pickOffers } from './picks.ts'
import { type Place, placeAt } from './place.ts'
import { textOffers, unitOffers, valueOffers } from './values.ts'

/** What may be written at an offset; `snippets`: the client can fill them in. */
export function completion(
  workspace: Workspace,
  view: View,
  offset: number,
  snippets: boolean,
): CompletionItem[] {
  const { document } = view
  const cursor = cursorAt(document.getText(), offset)
  if (!cursor) return []
  const style = { range: rangeOf(document, cursor.replaced), snippets }
  return offersAt(workspace, view, cursor).map((offer) => itemOf(offer, style))
}

function offersAt(workspace: Workspace, view: View, cursor: Cursor): readonly Offer[] {
  if (cursor.kind === 'kind') return kindOffers(view)
  if (cursor.kind === 'pick') return pickOffers(workspace, view, cursor)
  const place = placeAt(workspace, view, cursor)
  if (!place) return []
  switch (cursor.kind) {
    case 'key':
      return keyOffers(place)
    case 'member':
      return memberOffers(place)
    case 'text':
      return [...textOffers(place), ...pathOffers(place, workspace.host, posix.dirname(view.file))]
    case 'number':
      return unitOffers(place, cursor)
    case 'value':
      return isType(place) ? typeOffers() : valueOffers(place)
  }
}

/** True behind the colon of `param name:`. */
function isType({ path }: Place): boolean {
  return path.some((node, index) => {
    const outer = path[index + 1]
    return outer?.kind === 'declaration' && outer.type === node
  })
}
